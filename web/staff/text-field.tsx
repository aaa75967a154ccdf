import { Input } from 'antd';
import { useId } from 'react';

interface Props {
  readonly label: string;
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
export const TextField = ({ label, value, onChange, kind = 'text', hint, error, autoComplete = 'off', maxLength = 200 }: Props) => {
  const id = useId();
  const Kind = kind === 'password' ? Input.Password : Input;
  const said = error ?? hint;
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
        aria-invalid={error !== undefined}
        {...(error ? { status: 'error' as const } : {})}
        {...(said ? { 'aria-describedby': `${id}-said` } : {})}
      />
      {said && (
        <p className={error ? 'field-error' : 'field-hint'} id={`${id}-said`}>
          {said}
        </p>
      )}
    </div>
  );
};
