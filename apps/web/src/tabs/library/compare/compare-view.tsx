'use client';

export function CompareView({ ids }: { ids: string }) {
  return <p>{ids}</p>;
}
