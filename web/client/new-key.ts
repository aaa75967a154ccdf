// randomUUID exists only on https and localhost; a demo over plain http on a phone has neither.
/** A key that nobody else has. */
export const newKey = (): string => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
