import { useEffect, useState } from 'react';

/** The value once it has stood still for `waitMs`. */
export const useDebounced = <T>(value: T, waitMs = 400): T => {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), waitMs);
    return () => clearTimeout(timer);
  }, [value, waitMs]);
  return settled;
};
