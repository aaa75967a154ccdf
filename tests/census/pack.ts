import yazl from 'yazl';

/** A zip of these parts. */
export const packed = async (parts: Readonly<Record<string, string | Uint8Array>>): Promise<Buffer> => {
  const zip = new yazl.ZipFile();
  for (const [name, content] of Object.entries(parts)) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  const pieces: Buffer[] = [];
  for await (const piece of zip.outputStream) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
};

const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A workbook as Excel writes it: shared strings, styles, each sheet's own XML. */
export const workbook = (
  sheets: Readonly<Record<string, string>>,
  more: { strings?: readonly string[]; styles?: string; from1904?: boolean } = {},
): Promise<Buffer> => {
  const names = Object.keys(sheets);
  return packed({
    '[Content_Types].xml': '<Types/>',
    'xl/workbook.xml': `<workbook xmlns:r="${relation}"><workbookPr${more.from1904 ? ' date1904="1"' : ''}/><sheets>${names
      .map((name, i) => `<sheet name="${name}" sheetId="${i + 1}" r:id="r${i + 1}"/>`)
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${names
      .map((_, i) => `<Relationship Id="r${i + 1}" Type="${relation}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`)
      .join('')}<Relationship Id="rs" Type="${relation}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    'xl/sharedStrings.xml': `<sst>${(more.strings ?? []).map((text) => `<si>${text}</si>`).join('')}</sst>`,
    ...(more.styles === undefined ? {} : { 'xl/styles.xml': `<styleSheet>${more.styles}</styleSheet>` }),
    ...Object.fromEntries(Object.values(sheets).map((xml, i) => [`xl/worksheets/sheet${i + 1}.xml`, `<worksheet>${xml}</worksheet>`])),
  });
};
