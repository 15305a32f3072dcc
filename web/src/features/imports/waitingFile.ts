/** The file that was dropped on the page of imports and is on its way to the mapping screen. A browser cannot keep it in an address. */
let waiting: { file: File; shop: string } | null = null;

/** Remembers a file for the mapping screen. */
export function keepForMapping(file: File, shop: string): void {
  waiting = { file, shop };
}

/** The file that waits, if there is one. */
export const waitingFile = () => waiting;
