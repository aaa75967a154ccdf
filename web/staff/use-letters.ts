import { useHotkeys } from 'react-hotkeys-hook';

/** A dialog, a menu and a list that is open have keys of their own; a browser's go by Ctrl, Alt and Meta. */
const isNotMeant = (event: KeyboardEvent): boolean => {
  const { target } = event;
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.isComposing) return true;
  return target instanceof Element && target.closest('[role="dialog"], [role="menu"], [role="listbox"], [role="combobox"]') !== null;
};

/** What single keys do, by the sign that each writes; never while something is typed. */
export const useLetters = (acts: Readonly<Record<string, () => void>>, isOn = true): void => {
  useHotkeys(Object.keys(acts), (event) => acts[event.key.length === 1 ? event.key.toLowerCase() : event.key]?.(), {
    enabled: isOn,
    useKey: true,
    delimiter: '\n', // a comma is a key like any other
    ignoreModifiers: true,
    ignoreEventWhen: isNotMeant,
    preventDefault: true,
  });
};
