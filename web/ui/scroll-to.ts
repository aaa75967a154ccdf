/** Brings something into sight: in one step where the device asks that nothing moves by itself. */
export const scrollTo = (thing: Element | null | undefined, block: ScrollLogicalPosition): void => {
  const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
  thing?.scrollIntoView({ block, behavior: isStill ? 'auto' : 'smooth' });
};
