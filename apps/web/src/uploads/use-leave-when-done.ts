import { useEffect, useEffectEvent, useState } from 'react';

const leaveAfterMs = 8000;

/**
 * Calls `leave` some seconds after all is well, not while the pointer or the focus is on it. Gives the handlers for the
 * element that is to be watched.
 */
export function useLeaveWhenDone(isDone: boolean, leave: () => void) {
  const [isHeld, setIsHeld] = useState(false);
  const go = useEffectEvent(leave);
  useEffect(() => {
    if (!isDone || isHeld) return;
    const timer = setTimeout(go, leaveAfterMs);
    return () => clearTimeout(timer);
  }, [isDone, isHeld]);
  return {
    onPointerEnter: () => setIsHeld(true),
    onPointerLeave: () => setIsHeld(false),
    onFocus: () => setIsHeld(true),
    onBlur: () => setIsHeld(false),
  };
}
