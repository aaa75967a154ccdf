import { useEffect } from 'react';

/** Shuts what is open over a page by Escape, before the page beneath hears of it: a desk would shut its order instead. */
export const useEscape = (isOpen: boolean, setIsOpen: (isOpen: boolean) => void): void => {
  useEffect(() => {
    if (!isOpen) return;
    const heard = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.isComposing) return;
      event.stopPropagation();
      event.preventDefault();
      setIsOpen(false);
    };
    addEventListener('keydown', heard, { capture: true });
    return () => removeEventListener('keydown', heard, { capture: true });
  }, [isOpen, setIsOpen]);
};
