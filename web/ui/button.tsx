import type { ComponentProps } from 'react';
import './button.css';

type Look = 'main' | 'plain' | 'danger' | 'quiet';

/** A button at least 44 px high. `busy` keeps it from being pressed twice. */
export const Button = ({
  look = 'plain',
  busy = false,
  disabled,
  className = '',
  type = 'button',
  ...rest
}: ComponentProps<'button'> & { look?: Look; busy?: boolean }) => (
  <button {...rest} type={type} className={`button button-${look} ${className}`} aria-busy={busy} disabled={disabled || busy} />
);
