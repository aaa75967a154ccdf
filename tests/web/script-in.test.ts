import { describe, expect, it } from 'vitest';
import { scriptIn } from '../../web/features/wall/script-in.ts';

describe('which version of the program a page is', () => {
  it('is told by its first script, as served and as it stands in a browser', () => {
    expect(scriptIn('<script type="module" crossorigin src="/assets/index-D_-Pp9qu.js"></script>')).toBe('/assets/index-D_-Pp9qu.js');
    expect(scriptIn('<script type="module" crossorigin="" src="/assets/index-D_-Pp9qu.js"></script>')).toBe('/assets/index-D_-Pp9qu.js');
  });

  it('is not told by a proxy that has the page from nowhere', () => {
    expect(scriptIn('<html><h1>502 Bad Gateway</h1></html>')).toBeNull();
  });
});
