const marks = /^[0-9+() -]+$/;
const isMobile = /^1[3-9]/;
const [ofMobile, least] = [11, 7];

/**
 * A telephone number as it is kept: plain figures, whatever keyboard wrote them, and an extension behind a dash.
 * @returns null for what nobody can be called at: fewer than seven figures, or a Chinese mobile number that is not whole
 */
export const readTelephone = (said: string): string | null => {
  const number = said
    .normalize('NFKC')
    .replace(/[\u2010-\u2015#]|转|分机|ext\.?/gi, '-')
    .trim();
  if (!marks.test(number)) return null;
  const figures = number.replace(/\D/g, '').replace(/^(00)?86(?=1\d{9,})/, '');
  return (isMobile.test(figures) ? figures.length === ofMobile : figures.length >= least) ? number : null;
};
