import { Input } from 'antd';
import { useId } from 'react';
import { RefusalAt, useRefused } from './refused.tsx';

interface Props {
  readonly label: string;
  /** As the API names it: what it refuses of it is said here. */
  readonly name?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly kind?: 'text' | 'password' | 'email';
  readonly hint?: string | undefined;
  /** What is wrong with it, beside it. */
  readonly error?: string | undefined;
  readonly autoComplete?: string;
  readonly maxLength?: number;
}

/** One line of words with its label, its hint and what is wrong with it. */
export const TextField = ({ label, name = '', value, onChange, kind = 'text', hint, error, autoComplete = 'off', maxLength = 200 }: Props) => {
  const id = useId();
  const Kind = kind === 'password' ? Input.Password : Input;
  const { 'aria-invalid': isRefused = false, 'aria-describedby': refusal } = useRefused(name);
  const said = error ?? hint;
  const described = [said && `${id}-said`, refusal].filter(Boolean).join(' ');
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <Kind
        id={id}
        {...(kind === 'email' ? { type: 'email' } : {})}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        autoComplete={autoComplete}
        autoCapitalize="none"
        spellCheck={false}
        maxLength={maxLength}
        aria-invalid={error !== undefined || isRefused}
        {...(error || isRefused ? { status: 'error' as const } : {})}
        {...(described ? { 'aria-describedby': described } : {})}
      />
      {said && (
        <p className={error ? 'field-error' : 'field-hint'} id={`${id}-said`}>
          {said}
        </p>
      )}
      <RefusalAt field={name} />
    </div>
  );
};
