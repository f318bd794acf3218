"""Uses the job API through the SDK's own client, and prints what it saw as JSON. Arguments: endpoint, key."""

import json
import sys

import runpod

runpod.api_key = sys.argv[2]
endpoint = runpod.Endpoint(sys.argv[1])
seen = {"health": endpoint.health(timeout=20)}
job = endpoint.run({"input": {"prompt": "a fox"}})
seen["id"] = job.job_id
seen["output"] = job.output(timeout=60)
seen["status"] = job.status()
seen["sync"] = endpoint.run_sync({"input": {"prompt": "a hare"}}, timeout=60)
failing = endpoint.run({"input": {"error": "bad input"}})
failing.output(timeout=60)
seen["failed"] = failing.status()
endless = endpoint.run({"input": {"steps": 600, "step_s": 1}})
seen["cancelled"] = endless.cancel(timeout=20)["status"]
seen["purged"] = endpoint.purge_queue(timeout=20)
try:
    runpod.Endpoint(sys.argv[1], api_key="wrong").health()
except RuntimeError as error:
    seen["refused"] = str(error)
print(json.dumps(seen))
