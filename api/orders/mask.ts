import { maskFigures } from '#domain/mask-personal.ts';

/** The first character of a name and two stars: 王**. */
const maskName = (name: string) => `${[...name][0] ?? ''}**`;

/** A contact fit for everyone who may see the order; null when none was left. */
export const maskContact = ({ name, phone }: { name: string | null; phone: string | null }): string | null => {
  const parts = [...(name ? [maskName(name)] : []), ...(phone ? [maskFigures(phone.replace(/\D/g, ''))] : [])];
  return parts.length === 0 ? null : parts.join(' ');
};
