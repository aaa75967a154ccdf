import { useCallback, useEffect, useState } from 'react';
import { dropTabDraft, findTabDraft, keepTabDraft } from './tab-drafts.ts';

/** A part, or what follows from the draft as it is then: several photos may arrive between two renders. */
export type Change<Draft> = (part: Partial<Draft> | ((before: Draft) => Partial<Draft>)) => void;

interface TabDraft<Draft> {
  readonly draft: Draft;
  readonly change: Change<Draft>;
  /** The whole of it, also of a form whose page was left meanwhile. */
  readonly put: (next: Draft) => void;
  readonly clear: () => void;
}

/** A form's draft that outlives an error and a page that is loaded anew, until it was sent, given up, or its person left. @param blank always the same object */
export const useTabDraft = <Draft extends object>(name: string, blank: Draft): TabDraft<Draft> => {
  const [draft, setDraft] = useState<Draft>(() => {
    const kept = findTabDraft<Partial<Draft>>(name);
    return kept === null ? blank : { ...blank, ...kept };
  });
  useEffect(() => {
    if (draft === blank) dropTabDraft(name);
    else keepTabDraft(name, draft);
  }, [name, draft, blank]);
  const change = useCallback<Change<Draft>>((part) => setDraft((before) => ({ ...before, ...(typeof part === 'function' ? part(before) : part) })), []);
  // At once, not by the effect: a form that was sent is gone before an effect of its last state runs.
  const put = useCallback(
    (next: Draft) => {
      if (next === blank) dropTabDraft(name);
      else keepTabDraft(name, next);
      setDraft(next);
    },
    [name, blank],
  );
  const clear = useCallback(() => put(blank), [put, blank]);
  return { draft, change, put, clear };
};
