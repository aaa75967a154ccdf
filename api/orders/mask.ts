/** The first character of a name and two stars: 王**. */
const maskName = (name: string) => `${[...name][0] ?? ''}**`;

/** Of a telephone number the first three and the last two digits: 138******78; of a short one nothing. */
const maskPhone = (phone: string) => {
  const digits = phone.replace(/\D/g, '');
  return digits.length < 8 ? '***' : `${digits.slice(0, 3)}${'*'.repeat(digits.length - 5)}${digits.slice(-2)}`;
};

/** A contact fit for everyone who may see the order; null when none was left. */
export const maskContact = ({ name, phone }: { name: string | null; phone: string | null }): string | null => {
  const parts = [...(name ? [maskName(name)] : []), ...(phone ? [maskPhone(phone)] : [])];
  return parts.length === 0 ? null : parts.join(' ');
};
