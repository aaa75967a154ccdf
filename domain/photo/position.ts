/** Where a photo was taken and which way its camera looked, as it says itself. */
export interface PhotoPosition {
  readonly lon: number;
  readonly lat: number;
  /** The datum it names; null: none named, which mostly is WGS 84. */
  readonly datum: 'WGS84' | 'GCJ02' | null;
  /** Metres; null: not said. */
  readonly errorM: number | null;
  /** Clockwise from north; null: not said. */
  readonly directionDeg: number | null;
}

/** The tags of the folder of position within what cameras write (Exif 2.32, table 15). */
export const gpsTags = { latRef: 1, lat: 2, lonRef: 3, lon: 4, directionRef: 16, direction: 17, datum: 18, errorM: 31 } as const;
export const gpsFolder = 0x8825;
export const sorts = { ascii: 2, short: 3, long: 4, rational: 5 } as const;
