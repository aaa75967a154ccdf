let token: string | null = null;

/** The session's token, sent as X-CSRF-Token with every change; kept in memory only. */
export const csrfToken = (): string | null => token;

/** Set whenever a session reply came, cleared at sign-out. */
export const keepCsrfToken = (next: string | null): void => {
  token = next;
};
