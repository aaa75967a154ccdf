import { pointColours, pointColoursByNight } from '../map/types.ts';
import { useDeviceWish } from '../ui/use-device-wish.ts';

/** The colours of a map's points, for the legend beside it. */
export const usePointColours = (): typeof pointColours => (useDeviceWish('dark') ? pointColoursByNight : pointColours);
