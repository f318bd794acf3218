'use client';

import { useEffect, useState } from 'react';

/** Whether something has held without a break for so long; what is over sooner was never worth a word. */
export function useAfter(holds: boolean, delayMs: number): boolean {
  const [isLong, setIsLong] = useState(false);
  useEffect(() => {
    if (!holds) return;
    const timer = setTimeout(() => setIsLong(true), delayMs);
    return () => {
      clearTimeout(timer);
      setIsLong(false);
    };
  }, [holds, delayMs]);
  return holds && isLong;
}
