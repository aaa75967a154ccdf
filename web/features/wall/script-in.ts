/** The first script that a page of ours names: its name carries its content's hash; null: it is no page of ours (a proxy's "back soon"). */
export const scriptIn = (html: string): string | null => /<script type="module"[^>]* src="(\/assets\/[^"]+)"/.exec(html)?.[1] ?? null;
