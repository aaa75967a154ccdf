/** What can be wrong with a row of a census, or with what is asked of a file of it; part of the catalogue in errors.ts. */
export const importWordings = {
  'census-number-unreadable': { zh: '“{text}”不是 {least} 到 {most} 之间的数。', en: '“{text}” is no number from {least} to {most}.' },
  'census-date-unreadable': { zh: '“{text}”读不成日期；可写成 2024-05-01。', en: '“{text}” cannot be read as a date; write 2024-05-01.' },
  'census-date-future': {
    zh: '“{text}”还没有到；登记、变更、核查、安装的日期和建成年份都不能晚于今天。',
    en: '“{text}” is yet to come; nothing was recorded, changed, verified, fitted or built after today.',
  },
  'census-flag-unreadable': { zh: '“{text}”既不是“是”也不是“否”。', en: '“{text}” is neither yes nor no.' },
  'census-word-unknown': { zh: '不认得“{text}”；可以是 {known}。', en: '“{text}” is not known here; it can be {known}.' },
  'census-text-too-long': { zh: '文字太长，最多 {limit} 个字。', en: 'The text is too long; at most {limit} characters.' },
  'census-class-missing': { zh: '没有说明是哪一小类。', en: 'It does not say of which class it is.' },
  'census-class-unknown': {
    zh: '没有“{text}”这个小类。可能是：{likely}。',
    en: 'There is no class “{text}”. It may be: {likely}.',
  },
  'census-class-unlike': { zh: '没有“{text}”这个小类，也没有相近的名称。', en: 'There is no class “{text}”, and none with a name like it.' },
  'census-class-several': { zh: '“{text}”可以指几个小类：{found}。', en: '“{text}” can mean several classes: {found}.' },
  'census-unit-unknown': { zh: '没有“{text}”这个单位。可能是：{likely}。', en: 'There is no unit “{text}”. It may be: {likely}.' },
  'census-unit-unlike': { zh: '没有“{text}”这个单位，也没有相近的名称。', en: 'There is no unit “{text}”, and none with a name like it.' },
  'census-unit-several': { zh: '“{text}”可以指几个单位：{found}。', en: '“{text}” can mean several units: {found}.' },
  'census-number-figures': {
    zh: '“{text}”是当作数字保存的，Excel 只保留 15\u00a0位（另存为 CSV 时更少），后面几位已经丢失。请把这一列设成文本，重新填写完整的编号。',
    en: '“{text}” was kept as a number, of which Excel keeps fifteen digits (fewer in a CSV); the others are lost. Make the column text and enter the whole number again.',
  },
  'census-number-twice': { zh: '编号 {number} 在第 {first} 行已经有了。', en: 'The number {number} stands in row {first} already.' },
  'census-outside-reach': { zh: '这里不在您登记的范围内。', en: 'This lies outside what you register.' },
  'census-asset-outside-reach': {
    zh: '这一行是已登记的设施，它不在您登记的范围内，不能由您更改。请联系它所在区的登记员。',
    en: 'This row is a registered asset that lies outside what you register, and is not yours to change. Ask the registrar of its district.',
  },
  'census-in-no-street': { zh: '这个位置不在任何街道或镇里。', en: 'This position lies in no street or town.' },
  'census-refused-by-person': { zh: '登记员决定不收这一行。', en: 'The registrar decided not to take this row.' },
  'census-same-asset': { zh: '第 {first} 行已经是登记的同一设施（{assetId}）。', en: 'Row {first} is the same registered asset already ({assetId}).' },
  'census-system-doubted': {
    zh: '“{file}”按所说的坐标系（{system}），抽查的 {sampled} 行里有 {outside} 行在城外、{offRoad} 行不在路边。可能是：{likely}。只有一部分行属于另一坐标系（例如跨两个带）的，可确认无误照旧检查：不合的行会连同原因退回，按它们的坐标系再送一次。',
    en: '“{file}”: in the coordinate system said ({system}), of {sampled} rows looked at {outside} lie outside the city and {offRoad} off their roads. It may be: {likely}. Where only part of the rows is in another system (two zones, say), have it checked all the same: what does not fit comes back with its reason, to be sent again in its own system.',
  },
  'import-columns-missing': {
    zh: '“{file}”里没有对上这些必需的列：{columns}。请指明各列的含义。',
    en: '“{file}” has no column for what is needed: {columns}. Say what its columns mean.',
  },
  'import-field-unknown': { zh: '没有“{field}”这个字段。', en: 'There is no field “{field}”.' },
  'import-field-twice': { zh: '“{field}”对上了两列：“{first}”和“{second}”。', en: '“{field}” is taken from two columns: “{first}” and “{second}”.' },
  'import-file-missing': { zh: '请附上文件，并在文件之前写明来源（source）。', en: 'Attach a file, and say its source before it.' },
  'import-form-broken': { zh: '上传没有传完整，请重新上传。', en: 'The upload broke off; send the file again.' },
  'import-file-gone': { zh: '“{file}”已不在这里，请重新上传。', en: '“{file}” is no longer here; upload it again.' },
  'import-file-changed': {
    zh: '“{file}”在检查之后被改动了：退回的行按检查时的内容用 CSV 给出，没有图形坐标。',
    en: '“{file}” was changed since it was checked: its refused rows come as CSV, as they stood then, without the positions of its geometry.',
  },
  'import-too-large': {
    zh: '文件太大，最多 {limit}。更大的文件请用命令行导入。',
    en: 'The file is too large; at most {limit}. Take larger ones in from the command line.',
  },
  'import-busy': { zh: '这个文件正在处理，请稍候。', en: 'This file is being worked on; wait a moment.' },
  'import-not-checked': { zh: '请先检查这个文件。', en: 'Check this file first.' },
  'import-range-full': {
    zh: '{what}（{prefix}）只剩 {left} 个编号，这个文件要 {wanted} 个，所以没有写入。请联系管理员。',
    en: 'Only {left} numbers are left of {prefix} ({what}) and this file wants {wanted}: it was not written. Call the administrator.',
  },
  'import-failed': {
    zh: '处理“{file}”时出了意料之外的错（{why}），没有做完；原因已记入日志。改好文件后可再检查一次，或请管理员查看。',
    en: 'Working on “{file}” failed in a way nobody foresaw ({why}) and was not finished; the cause is in the log. Mend the file and check it again, or ask the administrator.',
  },
  'import-over': { zh: '这个文件已经导入或取消了。', en: 'This file was taken in or cancelled already.' },
  'import-reach-lost': {
    zh: '您现在的登记范围已不包括上传这个文件时的范围，请重新上传，或请管这一片的登记员处理。',
    en: 'What you register now no longer covers what you registered when you sent this file: upload it again, or ask the registrar of those places.',
  },
  'import-word-taken': { zh: '“{text}”就是{means}，不能另作他意。', en: '“{text}” is {means} by itself and cannot be given another meaning.' },
  'import-meaning-unknown': { zh: '“{text}”：没有“{code}”这个单位或小类。', en: '“{text}”: there is no unit or class “{code}”.' },
  'import-cancelled': { zh: '已按要求停止。', en: 'Stopped as asked.' },
} as const;

export type ImportErrorCode = keyof typeof importWordings;
export const importErrorCodes = Object.keys(importWordings) as ImportErrorCode[];
