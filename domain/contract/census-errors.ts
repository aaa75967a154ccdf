/**
 * What can be wrong with a census file, as part of the catalogue in errors.ts. Sentences about a file name it, and the row where one
 * is known. Sentences about one row alone (`census-position-…`, `census-row-…`) say what is wrong there; whoever tells them says the file,
 * the row and the column beside them.
 */
export const censusWordings = {
  'census-file-empty': { zh: '“{file}”是空的，没有任何内容。', en: '“{file}” is empty; there is nothing in it.' },
  'census-file-no-rows': { zh: '“{file}”只有表头，没有数据行。', en: '“{file}” has a heading and no rows.' },
  'census-file-no-features': {
    zh: '“{file}”是 GeoJSON，但里面一个要素也没有（features 是空的）。',
    en: '“{file}” is GeoJSON without a single feature in it (features is empty).',
  },
  'census-file-broken': {
    zh: '“{file}”已损坏，读到第 {row} 行之后读不下去（{why}）。请重新导出后再传。',
    en: '“{file}” is damaged: after row {row} it cannot be read on ({why}). Export it again and send it anew.',
  },
  'census-file-too-heavy': {
    zh: '打开“{file}”用的时间或内存超过了限度（{limit}），没有读取。请看看是否有特别长的一行或一格；实在很大的文件请用命令行导入。',
    en: 'Opening “{file}” took more time or memory than is given ({limit}); it was not read. Look for a row or a field of extraordinary length; a file that is truly large comes in from the command line.',
  },
  'census-file-unreadable': {
    zh: '读取“{file}”时出了意料之外的错（{why}），什么也没有写入；原因已记入日志。请重新导出后再传，或请管理员查看。',
    en: 'Reading “{file}” failed in a way nobody foresaw ({why}); nothing was written and the cause is in the log. Export it again and send it anew, or ask the administrator.',
  },
  'census-layer-view': {
    zh: '“{file}”的“{layer}”是视图，不是表。请把它另存成一个新的图层再传。',
    en: 'In “{file}”, “{layer}” is a view and no table. Save it as a layer of its own and send that.',
  },
  'census-heading-control': {
    zh: '“{file}”第 {first} 列的列名里有看不见的控制字符，请改名。',
    en: '“{file}”: the name of column {first} holds invisible control characters; give it another.',
  },
  'census-format-unknown': {
    zh: '“{file}”不是能读取的格式。可以用 CSV、XLSX、GeoJSON、Shapefile（zip）或 GeoPackage。',
    en: '“{file}” is in no form that can be read. CSV, XLSX, GeoJSON, Shapefile (zip) and GeoPackage can.',
  },
  'census-extension-wrong': {
    zh: '“{file}”的扩展名与内容不符：里面是 {found}。请改成正确的扩展名，以免弄错文件。',
    en: '“{file}” is not what its extension says: it holds {found}. Give it the right extension, lest it be the wrong file.',
  },
  'census-workbook-old': {
    zh: '“{file}”是旧版 Excel（.xls）或加了密码的工作簿。请在 Excel 里另存为不带密码的 .xlsx。',
    en: '“{file}” is an old Excel workbook (.xls) or one with a password. Save it as .xlsx without a password.',
  },
  'census-encoding-changes': {
    zh: '“{file}”从第 {row} 行起文字编码变了：前面是 {before}，这里是 {after}。请统一成一种编码后再传。',
    en: '“{file}” changes its encoding at row {row}: {before} until there, {after} from there. Save it in one encoding and send it again.',
  },
  'census-encoding-broken': {
    zh: '“{file}”第 {row} 行的文字不是 {before}，也不是别的认得的编码。请检查这一行，或用 UTF-8 重新导出。',
    en: '“{file}”, row {row}: the text is not {before} and no other encoding we know. Look at this row, or export the file as UTF-8.',
  },
  'census-encoding-differs': {
    zh: '“{file}”说是 {before}，但第 {row} 行是 {after}。请选对编码。',
    en: '“{file}” was said to be {before}, but row {row} is {after}. Choose the right encoding.',
  },
  'census-encoding-unsupported': {
    zh: '“{file}”的编码是 {found}，请另存为 UTF-8 或 GB18030。',
    en: '“{file}” is written in {found}; save it as UTF-8 or GB18030.',
  },
  'census-quote-open': {
    zh: '“{file}”第 {row} 行有一个双引号没有配对，后面的行都连在了一起。请补上或删去这个引号。',
    en: '“{file}”, row {row}: a quotation mark is never closed and swallows the rows after it. Close it or take it away.',
  },
  'census-row-too-long': { zh: '“{file}”第 {row} 行太长，超过 {limit}。', en: '“{file}”, row {row} is too long; at most {limit}.' },
  'census-column-twice': {
    zh: '“{file}”的表头里“{column}”出现了两次（第 {first} 列和第 {second} 列），请改名。',
    en: '“{file}” has the heading “{column}” twice (columns {first} and {second}); rename one.',
  },
  'census-heading-empty': {
    zh: '“{file}”第 {first} 列有数据而没有表头，请填上列名。',
    en: '“{file}”: column {first} has no heading; give it a name.',
  },
  'census-columns-too-many': { zh: '“{file}”有 {found} 列，最多 {limit} 列。', en: '“{file}” has {found} columns; at most {limit}.' },
  'census-headers-merged': {
    zh: '“{file}”工作表“{sheet}”的表头有合并单元格（{cells}）。请取消合并，让每一列在第 {row} 行有自己的列名。',
    en: '“{file}”, sheet “{sheet}”: cells of the heading are merged ({cells}). Unmerge them, so that each column has its own name in row {row}.',
  },
  'census-cells-merged': {
    zh: '“{file}”工作表“{sheet}”的数据里有合并单元格（{cells}）。请取消合并，在每一行填上各自的值。',
    en: '“{file}”, sheet “{sheet}”: cells of its rows are merged ({cells}). Unmerge them and fill in each row.',
  },
  'census-layer-which': {
    zh: '“{file}”里有几个图层或工作表（{found}），请指明要读哪一个。',
    en: '“{file}” holds several layers or sheets ({found}); say which one to read.',
  },
  'census-layer-missing': {
    zh: '“{file}”里没有可以读取的图层或工作表“{layer}”。',
    en: '“{file}” holds no layer or sheet “{layer}” that can be read.',
  },
  'census-zip-broken': { zh: '“{file}”这个压缩包已损坏，打不开（{why}）。', en: 'The archive “{file}” is damaged and does not open ({why}).' },
  'census-zip-bomb': {
    zh: '“{file}”解压后会大得不合常理（“{part}”超过 {limit}），没有读取。',
    en: '“{file}” would unpack to something absurdly large (“{part}” beyond {limit}); it was not read.',
  },
  'census-part-missing': {
    zh: '“{file}”缺少“{part}”。Shapefile 至少要有 .shp、.dbf 和 .prj，请一起打包；没有 .prj 的，请说明坐标系。',
    en: '“{file}” lacks “{part}”. A Shapefile needs .shp, .dbf and .prj at least; pack them together, or say the coordinate system where there is no .prj.',
  },
  'census-parts-differ': {
    zh: '“{file}”的 .shp 有 {shapes} 个图形，而 .dbf 有 {records} 条记录，对不上。请重新导出。',
    en: '“{file}”: its .shp has {shapes} shapes and its .dbf {records} records; they do not belong together. Export it again.',
  },
  'census-not-points': {
    zh: '“{file}”里是 {found}，不是点。井和部件要用点图层。',
    en: '“{file}” holds {found}, not points. Wells and other assets need a layer of points.',
  },
  'census-json-broken': {
    zh: '“{file}”不是完整的 GeoJSON：第 {row} 个要素附近读不下去（{why}）。',
    en: '“{file}” is not whole GeoJSON: it cannot be read on near feature {row} ({why}).',
  },
  'census-row-fields': {
    zh: '这一行只有 {found} 列，比表头少 {less} 列。少的那一格在中间时，后面各列都错了位。',
    en: 'This row has only {found} fields, {less} fewer than the heading. Where one in the middle is left out, all behind it stand in the wrong column.',
  },
  'census-row-beyond': {
    zh: '这一行比表头多 {more} 列：第 {from} 列起的“{text}”没有表头。某一格里若有逗号，要给那一格加引号。多出的内容退回时放在最后一列，改好后请清空那一格。',
    en: 'This row is longer than the heading by {more}: what stands from field {from} on, “{text}”, has no heading. A field that holds a comma needs quotes. What is too many comes back in the last column: empty it once the row is mended.',
  },
  'census-row-control': { zh: '这一行有看不见的控制字符。', en: 'This row holds invisible control characters.' },
  'census-row-too-large': {
    zh: '这一行或其中一格的内容超过 {limit}，没有读取。',
    en: 'This row, or one field of it, is longer than {limit} and was not read.',
  },
  'census-row-too-deep': {
    zh: '这一行里有一个值嵌套了 {limit} 层以上，没有读取。',
    en: 'A value of this row holds others more than {limit} levels deep; it was not read.',
  },
  'census-row-not-point': { zh: '这一行的图形是 {found}，不是点。', en: 'The geometry of this row is {found}, not a point.' },
  'census-row-new-property': {
    zh: '这一行有前面一千行都没有的属性“{property}”。请让所有要素有相同的属性。',
    en: 'This row has a property that none of the first thousand has: “{property}”. Give all features the same properties.',
  },
  'census-row-deleted': { zh: '这条记录在 .dbf 里已标为删除。', en: 'This record is marked as deleted in the .dbf.' },
  'census-position-missing': { zh: '没有坐标。', en: 'The coordinate is missing.' },
  'census-position-unreadable': {
    zh: '“{text}”读不成坐标；可写成小数（121.5042）或度分秒（121°30′15″）。',
    en: '“{text}” cannot be read as a coordinate; write a decimal (121.5042) or degrees, minutes and seconds (121°30′15″).',
  },
  'census-position-zero': { zh: '坐标是 0,0，没有量过。', en: 'The position is 0,0: it was never measured.' },
  'census-position-swapped': {
    zh: '坐标 {x}, {y} 的两个数好像写反了，对调后正好在城市里。',
    en: 'The two numbers {x}, {y} seem to be swapped: exchanged they lie in the city.',
  },
  'census-position-outside-city': {
    zh: '按所说的坐标系，{x}, {y} 不在{city}范围内。',
    en: 'In the coordinate system said, {x}, {y} lies outside {city}.',
  },
  'export-too-many-rows': {
    zh: '一个 Excel 工作表最多 {limit} 行数据。请缩小范围，或改用 CSV、GeoPackage。',
    en: 'A sheet of Excel holds {limit} rows at most. Ask for fewer, or take CSV or GeoPackage.',
  },
  'export-text-too-long': {
    zh: 'Shapefile 的“{column}”放不下这么长的文字（“{text}…”）。请改用 GeoPackage 或 CSV。',
    en: 'A Shapefile cannot hold so long a text in “{column}” (“{text}…”). Take GeoPackage or CSV.',
  },
  'coordinate-system-unknown': {
    zh: '不认得坐标系“{system}”。可用 {known}，或地方坐标系的参数。',
    en: 'The coordinate system “{system}” is not known. There are {known}, or a local grid’s parameters.',
  },
  'census-system-contradicted': {
    zh: '“{file}”自己写的坐标系是 {declared}，这个来源以前说的是 {before}。请说明这份文件用哪一个；这里不会猜。',
    en: '“{file}” says of itself that it is in {declared}; of its source it was said before: {before}. Say which of them this file is in; it is never guessed.',
  },
  'coordinate-system-missing': {
    zh: '请说明“{file}”的坐标系；这里不会猜。',
    en: 'Say which coordinate system “{file}” is in; it is never guessed.',
  },
} as const;

export type CensusErrorCode = keyof typeof censusWordings;
export const censusErrorCodes = Object.keys(censusWordings) as CensusErrorCode[];
