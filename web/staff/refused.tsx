import { createContext, type ReactNode, useCallback, useContext, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { ProblemError, wordProblem } from '../client/problem-error.ts';
import { useLanguage } from '../i18n/use-language.ts';

export interface FieldRefusal {
  /** As the rules and the API name it. */
  readonly field: string | undefined;
  readonly words: string;
}

/** Why a form may not go as it is. */
export const Refused = createContext<FieldRefusal | null>(null);

/** Tells the form what a field is called on the page: a refusal of it says so, where the API has a name of its own for it. */
const Labelled = createContext<(field: string, label: string) => void>(() => undefined);

const idOf = (field: string): string => `said-${field.replaceAll('/', '-')}`;

const isSaidAt = (target: EventTarget, field: string | undefined): boolean =>
  field !== undefined && target instanceof Element && Boolean(target.closest('.field')?.querySelector(`#${idOf(field)}`));

/** Whether this field is why, for the input itself: red, and told to who does not see it. */
export const useRefused = (field: string) => {
  const refusal = useContext(Refused);
  return refusal?.field === field ? { 'aria-invalid': true, 'aria-describedby': idOf(field), status: 'error' as const } : {};
};

/** What to do, at the field that it is about, called as it is there; nothing at any other. */
export const RefusalAt = ({ field }: { field: string }) => {
  const refusal = useContext(Refused);
  const tell = useContext(Labelled);
  const said = useRef<HTMLParagraphElement>(null);
  useLayoutEffect(() => {
    const label = refusal?.field === field && said.current?.closest('.field')?.querySelector('label, span')?.textContent;
    if (label) tell(field, label);
  }, [refusal, field, tell]);
  if (refusal?.field !== field) return null;
  return (
    <p ref={said} className="field-error" id={idOf(field)} role="alert">
      {refusal.words}
    </p>
  );
};

/** Leads eye and hand to what is refused: to its field where a field says it, else to the words above. */
export const leadToRefusal = (form: HTMLElement | null): void => {
  const said = form?.querySelector('.field-error') ?? form?.querySelector('.ant-alert-error');
  said?.closest('.field')?.querySelector<HTMLElement>('input, textarea, button')?.focus({ preventScroll: true });
  said?.scrollIntoView({ block: 'center' });
};

/** The refusal in the words of the form, where the page calls the field otherwise than the API. */
const calledAs = (error: ProblemError, label: string | undefined): ProblemError => {
  const { params } = error.problem;
  return label === undefined || params === undefined ? error : new ProblemError({ ...error.problem, params: { ...params, field: label } });
};

/** A form whose refusal by the server stands at the field that it names, in sight, with all that was typed. */
export const RefusedForm = ({ error, className, children }: { error: unknown; className?: string; children: ReactNode }) => {
  const { language } = useLanguage();
  const form = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (error !== null) leadToRefusal(form.current);
  }, [error]);
  // What was changed since is another word than the one that was refused.
  const [mended, setMended] = useState<unknown>(null);
  const [labels, setLabels] = useState<Readonly<Record<string, string>>>({});
  const label = useCallback((field: string, words: string) => setLabels((known) => (known[field] === words ? known : { ...known, [field]: words })), []);
  const field = error instanceof ProblemError ? error.problem.field : undefined; // '' is the whole of what was sent
  const refusal = error instanceof ProblemError && field && error !== mended ? { field, words: wordProblem(calledAs(error, labels[field]), language) } : null;
  return (
    <Labelled value={label}>
      <Refused value={refusal}>
        <div ref={form} className={className ?? 'refused-form'} onInput={({ target }) => isSaidAt(target, field) && setMended(error)}>
          {children}
        </div>
      </Refused>
    </Labelled>
  );
};
