import { type RefObject, useEffect, useRef } from 'react';

/** The list item that scrolls into view once it is the chosen one. */
export const useIntoView = (isChosen: boolean): RefObject<HTMLLIElement | null> => {
  const line = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isChosen) line.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen]);
  return line;
};
