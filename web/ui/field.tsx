import { type ComponentProps, type ReactNode, useId } from 'react';
import './field.css';

interface About {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
}

/** Beneath the button that stands at the bottom of a phone, or its keys, nobody would read it. */
const show = (said: HTMLElement | null) => said?.scrollIntoView({ block: 'center' });

const Frame = ({ id, label, hint, error, children }: About & { id: string; children: ReactNode }) => (
  <div className="field">
    <label htmlFor={id}>{label}</label>
    {hint && (
      <p className="field-hint" id={`${id}-hint`}>
        {hint}
      </p>
    )}
    {children}
    {error && (
      <p ref={show} className="field-error" id={`${id}-error`} role="alert">
        {error}
      </p>
    )}
  </div>
);

const described = (id: string, { hint, error }: About) => [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ') || undefined;

/** A line of text with its label, hint and, in place, what is wrong and what to do. */
export const Field = ({ label, hint, error, action, ...rest }: ComponentProps<'input'> & About & { action?: ReactNode }) => {
  const id = useId();
  const about = { label, hint, error };
  return (
    <Frame id={id} {...about}>
      <div className="field-row">
        <input {...rest} id={id} aria-describedby={described(id, about)} aria-invalid={error ? true : undefined} />
        {action}
      </div>
    </Frame>
  );
};

/** Several lines of text. */
export const TextField = ({ label, hint, error, ...rest }: ComponentProps<'textarea'> & About) => {
  const id = useId();
  const about = { label, hint, error };
  return (
    <Frame id={id} {...about}>
      <textarea rows={3} {...rest} id={id} aria-describedby={described(id, about)} aria-invalid={error ? true : undefined} />
    </Frame>
  );
};
