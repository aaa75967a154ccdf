import { useEffect } from 'react';
import type { MadeExport } from '#domain/contract/exports.ts';
import { call } from '../client/call.ts';
import { noteExport } from './routes.ts';

/** What of a page is printed, by whichever way, stands in the book of exports. Paper that a browser makes cannot be held back until it does. */
export const useNotedPrints = (made: MadeExport): void => {
  const told = JSON.stringify(made);
  useEffect(() => {
    const printed = () => void call(noteExport, { body: JSON.parse(told) as MadeExport }).catch(() => undefined);
    window.addEventListener('beforeprint', printed);
    return () => window.removeEventListener('beforeprint', printed);
  }, [told]);
};
