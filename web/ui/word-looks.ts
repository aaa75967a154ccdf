import type { TFunction } from 'i18next';

interface Looks {
  readonly shape: string | null;
  readonly material: string | null;
}

/** What a person sees: “圆形铸铁井盖”, “round cast-iron cover”; the class alone when nobody wrote down how it looks. */
export const wordLooks = (t: TFunction, looks: Looks | null, className: string): string => {
  if (!looks?.shape && !looks?.material) return className;
  const shape = looks.shape ? t(`looks.shape.${looks.shape}`, { defaultValue: '' }) : '';
  const material = looks.material ? t(`looks.material.${looks.material}`, { defaultValue: '' }) : '';
  return t('looks.cover', { shape, material }).replace(/\s+/g, ' ').trim();
};
