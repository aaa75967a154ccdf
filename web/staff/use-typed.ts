import { useEffect, useState } from 'react';

/**
 * What is typed into a box, shown at once and told on when the typing rests: a page of fifty lines and a map is not drawn anew for each key.
 * @param value as the page has it; changed there, the box follows
 * @param restMs how long nothing is typed until it is told on, by what was typed
 * @returns what the box shows, and how it is typed into
 */
export const useTyped = (value: string, tell: (typed: string) => void, restMs: (typed: string) => number = () => 250): [string, (typed: string) => void] => {
  const [typed, setTyped] = useState(value);
  const [known, setKnown] = useState(value);
  if (value !== known) {
    setKnown(value);
    // Kept without the spaces around it, it leaves the box as it is: the space that was just typed stands before the next word.
    if (typed.trim() !== value) setTyped(value);
  }
  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => tell(typed), restMs(typed));
    return () => clearTimeout(timer);
  }, [typed, value, tell, restMs]);
  return [typed, setTyped];
};
