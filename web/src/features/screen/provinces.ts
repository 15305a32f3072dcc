/** A province on the grid of tiles: where it lies roughly, each with the same room. */
export interface Tile {
  /** The key of the region, which is its short name. */
  region: string;
  /** Its letters in ISO 3166-2:CN, for readers of English: a tile has no room for Heilongjiang. */
  letters: string;
  column: number;
  row: number;
}

/** North is up; a column is about as wide as 6 degrees, a row as high as 4. */
const LAYOUT: readonly (readonly [region: string, letters: string, column: number, row: number])[] = [
  ['黑龙江', 'HL', 8, 1],
  ['新疆', 'XJ', 1, 2],
  ['内蒙古', 'NM', 5, 2],
  ['辽宁', 'LN', 7, 2],
  ['吉林', 'JL', 8, 2],
  ['青海', 'QH', 2, 3],
  ['甘肃', 'GS', 3, 3],
  ['宁夏', 'NX', 4, 3],
  ['山西', 'SX', 5, 3],
  ['北京', 'BJ', 6, 3],
  ['天津', 'TJ', 7, 3],
  ['西藏', 'XZ', 2, 4],
  ['四川', 'SC', 3, 4],
  ['陕西', 'SN', 4, 4],
  ['河南', 'HA', 5, 4],
  ['河北', 'HE', 6, 4],
  ['山东', 'SD', 7, 4],
  ['云南', 'YN', 3, 5],
  ['重庆', 'CQ', 4, 5],
  ['湖北', 'HB', 5, 5],
  ['安徽', 'AH', 6, 5],
  ['江苏', 'JS', 7, 5],
  ['上海', 'SH', 8, 5],
  ['贵州', 'GZ', 4, 6],
  ['湖南', 'HN', 5, 6],
  ['江西', 'JX', 6, 6],
  ['浙江', 'ZJ', 7, 6],
  ['广西', 'GX', 4, 7],
  ['广东', 'GD', 5, 7],
  ['福建', 'FJ', 6, 7],
  ['台湾', 'TW', 7, 7],
  ['海南', 'HI', 4, 8],
  ['澳门', 'MO', 5, 8],
  ['香港', 'HK', 6, 8],
];

export const TILES: readonly Tile[] = LAYOUT.map(([region, letters, column, row]) => ({
  region,
  letters,
  column,
  row,
}));

/** How strong a tile is filled, 0 to 1, by the root of its share of the largest: otherwise one province leaves the rest dark. */
export function strengthOf(value: number, largest: number): number {
  return value <= 0 || largest <= 0 ? 0 : Math.sqrt(value / largest);
}
