/**
 * The fields of a census row, by the names under which they travel. `name` is what the export writes: the national exchange's own
 * where it has one. `short` is the name in a Shapefile, whose columns hold ten letters; the list is fixed, so that what was written
 * once can always be read. `also` are headings met in the field, in any case and with any spacing.
 */
export interface ExchangeField {
  readonly name: string;
  readonly short: string;
  readonly zh: string;
  readonly kind: 'text' | 'integer' | 'number' | 'date' | 'flag';
  readonly also: readonly string[];
}

const field = (name: string, short: string, kind: ExchangeField['kind'], zh: string, ...also: string[]): ExchangeField => ({ name, short, zh, kind, also });

/** A day of building says a year. */
const builtDays = ['建造', '建成', '建设', '竣工'].flatMap((built) => [`${built}日期`, `${built}时间`]);

export const exchangeFields = {
  number: field('ObjID', 'ObjID', 'text', '部件标识码', '部件编码', '部件编号', '标识码', '国标编码', '编号', '井编号', '井盖编号', 'code'),
  plate: field('PlateNo', 'PlateNo', 'text', '井证编号', '井证号', '铭牌编号', '身份证号', 'plate'),
  sourceNumber: field(
    'SourceNo',
    'SourceNo',
    'text',
    '自编号',
    '原编号',
    '单位自编号',
    '权属单位自编号',
    '单位编号',
    '设施编号',
    '原始编号',
    '物探点号',
    '管点编号',
    'own number',
    'source number',
  ),
  name: field('ObjName', 'ObjName', 'text', '部件名称', '名称', '设施名称', '对象名称'),
  classCode: field('ClassCode', 'ClassCode', 'text', '小类代码', '部件小类代码', '类别代码', '部件代码', '分类代码', 'class code'),
  className: field('ClassName', 'ClassName', 'text', '小类名称', '部件小类', '小类', '类别', '部件类型', '井类型', '类型', 'class', 'type'),
  authorityCode: field('DeptCode1', 'DeptCode1', 'text', '主管部门代码', '主管部门编码'),
  authorityName: field('DeptName1', 'DeptName1', 'text', '主管部门名称', '主管部门', '主管单位', 'authority'),
  ownerCode: field('DeptCode2', 'DeptCode2', 'text', '权属单位代码', '权属单位编码'),
  ownerName: field('DeptName2', 'DeptName2', 'text', '权属单位名称', '权属单位', '产权单位', '权属', '所属单位', 'owner'),
  maintainerCode: field('DeptCode3', 'DeptCode3', 'text', '养护单位代码', '养护单位编码'),
  maintainerName: field('DeptName3', 'DeptName3', 'text', '养护单位名称', '养护单位', '维护单位', '管养单位', 'maintainer'),
  gridCell: field('BGID', 'BGID', 'text', '所在单元网格标识码', '单元网格标识码', '所在单元网格', '单元网格', '网格编码', '网格号'),
  status: field('ObjState', 'ObjState', 'text', '部件状态', '状态', '设施状态', '井盖状态', 'state', 'status'),
  firstRecordedOn: field('ORDate', 'ORDate', 'date', '初始时间', '初始日期', '登记日期', '普查日期', '入库时间'),
  changedOn: field('CHDate', 'CHDate', 'date', '变更时间', '变更日期', '更新日期', '更新时间'),
  dataSource: field('DataSource', 'DataSource', 'text', '数据来源', '来源'),
  note: field('Note', 'Note', 'text', '备注', '说明', '附注', 'remark', 'remarks'),
  x: field('x', 'x', 'number', '横坐标', '经度', '东坐标', 'x坐标', '坐标x', 'lon', 'lng', 'longitude', 'easting', 'east', 'coordx', 'pointx'),
  y: field('y', 'y', 'number', '纵坐标', '纬度', '北坐标', 'y坐标', '坐标y', 'lat', 'latitude', 'northing', 'north', 'coordy', 'pointy'),
  positionAccuracyM: field('PosAccM', 'PosAccM', 'number', '定位精度', '位置精度', '精度', 'accuracy'),
  howMeasured: field('HowMeas', 'HowMeas', 'text', '测量方式', '采集方式', '定位方式', '测量方法'),
  districtCode: field('DistCode', 'DistCode', 'text', '区代码', '区划代码', '行政区划代码'),
  districtName: field('District', 'District', 'text', '区', '所在区', '行政区', '区县'),
  streetCode: field('StreetCode', 'StreetCode', 'text', '街道代码', '街镇代码'),
  streetName: field('Street', 'Street', 'text', '街道', '街镇', '所在街道', '街道名称'),
  roadName: field('RoadName', 'RoadName', 'text', '道路名称', '道路', '路名', '所在道路', 'road'),
  address: field('Address', 'Address', 'text', '地址', '详细地址', '位置描述', '所在位置'),
  locationKind: field('LocKind', 'LocKind', 'text', '所处位置', '位置类型', '所处部位'),
  ownerConfidence: field('OwnerConf', 'OwnerConf', 'number', '权属可信度'),
  ownerEvidence: field('OwnerEvid', 'OwnerEvid', 'text', '权属依据'),
  depthM: field('DepthM', 'DepthM', 'number', '井深', '井深m', '深度', 'depth'),
  chamberSizeMm: field('ChamberMm', 'ChamberMm', 'integer', '井室尺寸', '井室尺寸mm', '井径', '井径mm'),
  chamberMaterial: field('ChamberMat', 'ChamberMat', 'text', '井室材质', '井身材质', '井壁材质'),
  yearBuilt: field('YearBuilt', 'YearBuilt', 'integer', '建成年份', '建设年份', '建设年代', '建造年份', '竣工年份', ...builtDays, 'year built'),
  hasAntiFallNet: field('AntiFall', 'AntiFall', 'flag', '防坠网', '防坠设施', '是否有防坠网'),
  floodProne: field('FloodProne', 'FloodProne', 'flag', '易积水', '易涝点', '是否易涝'),
  lastVerifiedOn: field('VerifyDate', 'VerifyDate', 'date', '核实日期', '最近核实', '巡查日期'),
  coverShape: field('CoverShape', 'CoverShape', 'text', '井盖形状', '盖形', '形状'),
  coverSizeMm: field('CoverMm', 'CoverMm', 'integer', '井盖尺寸', '井盖尺寸mm', '井盖直径', '盖径', '井盖规格'),
  coverWidthMm: field('CoverWidth', 'CoverWidth', 'integer', '井盖宽度', '井盖宽度mm', '盖宽'),
  clearOpeningMm: field('OpeningMm', 'OpeningMm', 'integer', '净开孔', '净开孔mm', '净开口'),
  coverMaterial: field('CoverMat', 'CoverMat', 'text', '井盖材质', '盖材质', '材质'),
  coverLoadClass: field('LoadClass', 'LoadClass', 'text', '承载等级', '荷载等级', '井盖等级'),
  coverMaker: field('CoverMaker', 'CoverMaker', 'text', '井盖厂家', '生产厂家', '厂家'),
  coverLettering: field('Lettering', 'Lettering', 'text', '盖面字样', '井盖字样', '字样', '盖面文字'),
  coverBolted: field('Bolted', 'Bolted', 'flag', '螺栓固定', '是否锁闭'),
  coverVented: field('Vented', 'Vented', 'flag', '通气孔', '是否透气'),
  coverSmartSensor: field('Sensor', 'Sensor', 'flag', '智能传感器', '智能井盖', '是否智能'),
  levelDifferenceMm: field('LevelMm', 'LevelMm', 'number', '高差', '高差mm', '井盖高差'),
  coverFittedOn: field('FittedOn', 'FittedOn', 'date', '井盖安装日期', '换盖日期', '安装日期'),
} as const satisfies Readonly<Record<string, ExchangeField>>;

export type ExchangeKey = keyof typeof exchangeFields;
export const exchangeKeys = Object.keys(exchangeFields) as ExchangeKey[];

/** Case, spaces, brackets, dashes and full-width forms say nothing in a heading. */
const plain = (heading: string): string =>
  heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_()[\]{}【】（）:：*·.。-]/g, '');

const headings = new Map<string, ExchangeKey>();
// Written names first: a heading that is one field's own name is never another's synonym.
for (const words of [(f: ExchangeField) => [f.name, f.short, f.zh], (f: ExchangeField) => f.also])
  for (const key of exchangeKeys) for (const word of words(exchangeFields[key])) if (!headings.has(plain(word))) headings.set(plain(word), key);

/**
 * Which field each column is, as far as its heading says; null where it says nothing. Each field is taken once: by the column under
 * its own name, else by the first that means it.
 */
export const recogniseColumns = (columns: readonly string[]): (ExchangeKey | null)[] => {
  const found = columns.map((column) => headings.get(plain(column)) ?? null);
  const own = (key: ExchangeKey, i: number) => plain(columns[i] ?? '') === plain(exchangeFields[key].name);
  const taken = new Map<ExchangeKey, number>();
  found.forEach((key, i) => {
    if (key === null) return;
    const before = taken.get(key);
    if (before === undefined || (own(key, i) && !own(key, before))) taken.set(key, i);
  });
  return found.map((key, i) => (key !== null && taken.get(key) === i ? key : null));
};

const eastWords = new Set(['经度', '东坐标', 'lon', 'lng', 'longitude', 'easting', 'east'].map(plain));
const northWords = new Set(['纬度', '北坐标', 'lat', 'latitude', 'northing', 'north'].map(plain));

/** Whether headings say by themselves which of the two numbers goes east: 东坐标 does, x does not (of a zone it is the northing). */
export const saysAxes = (columns: readonly string[]): boolean =>
  columns.some((column) => eastWords.has(plain(column))) && columns.some((column) => northWords.has(plain(column)));
