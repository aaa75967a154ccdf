/** Moves what a page or a process takes for now by so many milliseconds. It reads nothing from around itself: a page is given its text. */
export const shiftDate = (by: number): void => {
  const real = Date;
  const now = () => real.now() + by;
  globalThis.Date = new Proxy(real, {
    construct: (of, given, as) => Reflect.construct(of, given.length > 0 ? given : [now()], as === globalThis.Date ? real : as) as object,
    apply: () => new real(now()).toString(),
    get: (of, key) => (key === 'now' ? now : Reflect.get(of, key)),
  });
};
