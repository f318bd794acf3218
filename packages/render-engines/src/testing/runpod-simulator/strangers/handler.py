"""A worker of a few lines with the official SDK, which knows nothing of this product."""

import asyncio

import runpod


async def handler(job):
    order = job["input"]
    for step in range(int(order.get("steps", 0))):
        runpod.serverless.progress_update(job, {"step": step + 1})
        await asyncio.sleep(float(order.get("step_s", 0)))
    if "raise" in order:
        raise ValueError(order["raise"])
    if "error" in order:
        return {"error": order["error"]}
    return {"echo": order, "id": job["id"]}


runpod.serverless.start({"handler": handler})
