import { describe, expect, it } from 'vitest';
import { filterStep } from '../../../web/staff/filter-step.ts';

describe('a step of history', () => {
  it('is each thing that was chosen', () => {
    expect(filterStep('chosen', ['state'], null)).toEqual({ replace: false, state: null });
    expect(filterStep('chosen', ['q'], { typed: 'q' })).toEqual({ replace: false, state: null });
  });

  it('is all that was typed into one box', () => {
    const first = filterStep('typed', ['q'], null);
    expect(first.replace).toBe(false);
    expect(filterStep('typed', ['q'], first.state)).toEqual({ replace: true, state: first.state });
    expect(filterStep('typed', ['builtFrom'], first.state).replace).toBe(false);
    expect(filterStep('typed', ['to', 'from'], filterStep('typed', ['from', 'to'], null).state).replace).toBe(true);
  });

  it('is never a map that was moved, and what is typed goes on after it', () => {
    const first = filterStep('typed', ['q'], null);
    expect(filterStep('moved', ['at'], null)).toEqual({ replace: true, state: null });
    expect(filterStep('moved', ['at'], first.state)).toEqual({ replace: true, state: first.state });
  });

  it('is not troubled by what other pages keep in their history', () => {
    for (const state of ['x', 7, {}, { typed: 3 }, undefined]) expect(filterStep('typed', ['q'], state).replace).toBe(false);
  });
});
