/** The page that fills a wall: without head, always dark. */
export const BIG_SCREEN = '/screen';
