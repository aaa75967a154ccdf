import type { ReactNode } from 'react';

const ring = <circle cx="24" cy="26" r="15" />;
/** Line drawings on a 48 × 48 ground, by what they show. */
export const drawings: Readonly<Record<string, ReactNode>> = {
  missing: (
    <>
      <ellipse cx="24" cy="28" rx="17" ry="10" fill="currentColor" stroke="none" />
      <path d="M24 6v9M24 19.5v.5" />
    </>
  ),
  damaged: (
    <>
      {ring}
      <path d="M24 11l-4 8 6 5-5 6 3 11" />
    </>
  ),
  loose: (
    <>
      <ellipse cx="24" cy="34" rx="17" ry="8" />
      <path d="M8 26L38 14M40 27c0-3-1-5-3-6M6 20c1-4 3-6 6-7" />
    </>
  ),
  sunken: (
    <>
      <path d="M4 20h10l3 10h14l3-10h10M24 8v14M19 17l5 6 5-6" />
    </>
  ),
  noise: (
    <>
      <path d="M8 19v10h7l9 8V11l-9 8zM30 18c4 4 4 8 0 12M35 13c7 7 7 15 0 22" />
    </>
  ),
  water: (
    <>
      <path d="M24 6c6 8 10 13 10 18a10 10 0 0 1-20 0c0-5 4-10 10-18zM6 42c3-3 6-3 9 0s6 3 9 0 6-3 9 0 6 3 9 0" />
    </>
  ),
  gas: (
    <>
      <path d="M24 5c2 8 11 12 11 23a11 11 0 0 1-22 0c0-6 4-8 5-13 3 2 4 4 4 7 3-4 4-9 2-17z" />
    </>
  ),
  lamp: (
    <>
      <path d="M16 44V10c0-4 14-4 14 2M24 14h12l-2 6h-8zM27 25l-2 5M30 25v6M33 25l2 5" />
    </>
  ),
  pole: (
    <>
      <path d="M20 44L28 6M10 14l30 6M14 44h16" />
    </>
  ),
  box: (
    <>
      <rect x="11" y="10" width="26" height="32" rx="2" />
      <path d="M24 10v32M28 25v4M15 17h4M15 21h4" />
    </>
  ),
  tree: (
    <>
      <circle cx="24" cy="17" r="11" />
      <path d="M24 20v24M24 31l7-6" />
    </>
  ),
  bin: (
    <>
      <path d="M12 16h24l-3 27H15zM9 16h30M19 16v-5h10v5M20 22l1 15M28 22l-1 15" />
    </>
  ),
  sign: (
    <>
      <path d="M24 44V26M12 8h24v16H12zM18 16h12" />
    </>
  ),
  car: (
    <>
      <path d="M6 32V24l5-2 4-8h16l6 8 5 2v8zM11 22h26" />
      <circle cx="14" cy="33" r="4" />
      <circle cx="34" cy="33" r="4" />
    </>
  ),
  road: (
    <>
      <path d="M16 6L8 42M32 6l8 36M24 6v6M24 19v7M24 33v8" />
    </>
  ),
  smell: (
    <>
      <path d="M14 30c-4-4 4-7 0-11s3-7 1-11M24 30c-4-4 4-7 0-11s3-7 1-11M34 30c-4-4 4-7 0-11s3-7 1-11" />
      <ellipse cx="24" cy="39" rx="17" ry="4" />
    </>
  ),
  signal: (
    <>
      <rect x="16" y="4" width="16" height="34" rx="5" />
      <circle cx="24" cy="12" r="3" />
      <circle cx="24" cy="21" r="3" />
      <circle cx="24" cy="30" r="3" />
      <path d="M24 38v7" />
    </>
  ),
  hydrant: (
    <>
      <path d="M16 42V18a8 8 0 0 1 16 0v24M12 42h24M13 18h22M16 26h-5v6h5M32 26h5v6h-5M24 10V6" />
      <circle cx="24" cy="28" r="3" />
    </>
  ),
  other: (
    <>
      <circle cx="24" cy="24" r="17" />
      <path d="M16 24v.5M24 24v.5M32 24v.5" />
    </>
  ),
};
