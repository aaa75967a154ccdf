import { describe, expect, test } from 'vitest';
import { isElsewhere } from '#domain/match/elsewhere.ts';
import { readNumber, readSpot } from '#domain/match/read-spot.ts';
import { addressOf, shiftedBy } from '#domain/match/spot-places.ts';
import { at } from './street.ts';

const half = Math.SQRT1_2;

describe('where beside a place it is', () => {
  test.each([
    ['||路口东南角', { toward: { east: half, north: -half }, isCorner: true, metres: null }],
    ['||路口西北侧拐角', { toward: { east: -half, north: half }, isCorner: true }],
    ['|往东50米', { toward: { east: 1, north: 0 }, isCorner: false, metres: 50 }],
    ['||往西四五十米', { toward: { east: -1, north: 0 }, metres: 45 }],
    ['||路口东20米', { toward: { east: 1, north: 0 }, metres: 20 }],
    ['||往南二十几米', { toward: { east: 0, north: -1 }, metres: 25 }],
    ['|过去三十米左右', { toward: null, metres: 30, isNear: true }],
    ['||路口西侧', { toward: { east: -1, north: 0 }, isCorner: false, metres: null }],
    ['||往北一点', { toward: { east: 0, north: 1 }, metres: null }],
    ['towards the east, 50 metres', { toward: { east: 1, north: 0 }, metres: 50 }],
    ['50 m west of the crossing', { toward: { east: -1, north: 0 }, metres: 50 }],
    ['south-east corner', { toward: { east: half, north: -half }, isCorner: true }],
    ['the north side', { toward: { east: 0, north: 1 }, isCorner: false }],
    ['|8号对面', { isOpposite: true }],
    ['opposite number 8', { isOpposite: true }],
    ['|，|到|之间', { isBetween: true }],
    ['|8号附近', { isNear: true }],
    ['||路口东方大厦', { toward: null, metres: null }],
    ['|8号', { toward: null, metres: null, isOpposite: false, isBetween: false, isNear: false }],
  ])('%s', (said, spot) => expect(readSpot(said)).toMatchObject(spot));

  test.each([
    ['五十', 50],
    ['二十几', 25],
    ['四五十', 45],
    ['一百二十', 120],
    ['十五', 15],
    ['300', 300],
    ['米', null],
    ['', null],
  ])('a number of metres: %s', (said, number) => expect(readNumber(said)).toBe(number));

  test('metres and a direction move the place, and make it less certain the farther', () => {
    const [moved] = shiftedBy([{ point: at(0, 0), errorM: 30, share: 1 }], readSpot('往东100米'));
    expect(moved?.point.lon).toBeCloseTo(at(100, 0).lon, 4);
    expect(moved?.point.lat).toBeCloseTo(at(100, 0).lat, 6);
    expect(moved?.errorM).toBe(42);
  });

  test('metres without a direction leave the place and make it uncertain by as much', () => {
    expect(shiftedBy([{ point: at(0, 0), errorM: 30, share: 1 }], readSpot('过去40米'))).toEqual([{ point: at(0, 0), errorM: 50, share: 1 }]);
  });

  test('of several places the likeliest is first, of like ones the nearest to the pin, and shares sum to one', () => {
    const places = [at(0, 0), at(500, 0), at(900, 0)].map((point, i) => ({ point, errorM: 25, share: i === 0 ? 1 : 2 }));
    const found = addressOf(places, readSpot(''), at(880, 0));
    expect(found?.point).toEqual(at(900, 0));
    expect(found?.places?.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
    expect(addressOf([], readSpot(''), null)).toBeNull();
  });

  test.each([
    ['北京市朝阳区建国路88号', true],
    ['江苏省苏州市观前街1号', true],
    ['广州市中山五路', true],
    ['上海市徐汇区斜土路1175弄2号', false],
    ['北京路88号', false],
    ['南京东路300号', false],
    ['斜土路近上海市第六人民医院', false],
  ])('an address of another city: %s', (said, is) => expect(isElsewhere(said, ['上海市', 'Shanghai'])).toBe(is));
});
