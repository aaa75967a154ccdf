import './key-sign.css';

/** The key of a button, shown where there is a keyboard; told to screen readers by the button's aria-keyshortcuts. */
export const KeySign = ({ of }: { of: string | undefined }) =>
  of === undefined ? null : (
    <span className="key-sign" aria-hidden="true">
      {of === 'Escape' ? 'Esc' : of.length > 1 ? of : of.toUpperCase()}
    </span>
  );
