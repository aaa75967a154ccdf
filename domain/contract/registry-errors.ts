/** What can be wrong when the registry is edited, as part of the catalogue in errors.ts. */
export const registryWordings = {
  'asset-changed': {
    zh: '您查看之后，{by}已修改：{fields}。请核对后再改。',
    en: 'Since you looked, {by} has changed: {fields}. Look at it as it is now, then change it.',
  },
  'asset-merged': { zh: '编号 {id} 已并入 {into}，请修改后者。', en: 'Number {id} has become part of {into}; change that one.' },
  'measurement-answered': { zh: '这次测量已有人处理。', en: 'Somebody has answered this measurement already.' },
  'asset-not-merged': { zh: '分出另一座井需要给出它的位置。', en: 'To split off another well, give its position.' },
  'asset-retired': { zh: '这座井已{status}，先恢复状态再办理。', en: 'This well is {status}; set its status back first.' },
  'field-not-yours': {
    zh: '“{field}”只有登记员可以修改；权属和养护单位可以修改状态和养护情况。',
    en: '“{field}” is the registrar’s to change; an owner or maintainer may change the status and what maintenance finds.',
  },
  'merge-with-itself': { zh: '两个编号已是同一座井。', en: 'The two numbers are one well already.' },
  'merge-too-far': {
    zh: '两座井相距 {metres} 米，超过 {most} 米，不能合并。',
    en: 'The two lie {metres} m apart, more than {most} m; they cannot be one well.',
  },
  'merge-class-differs': {
    zh: '两条记录的小类不同（{merged}、{kept}），同一件部件只有一个小类。请先核对并更正登错的小类，再合并。',
    en: 'The two are of different classes ({merged}, {kept}), and one thing has one class. Correct the one that is wrong first, then merge.',
  },
  'retire-apart': {
    zh: '“移除”要由登记员用“停用”办理：写明原因，井盖随之撤下。请联系登记员；只是井盖不见了请选“丢失”。',
    en: 'Only the registrar takes an asset off, by “Retire”: with a reason, and its cover comes off with it. Tell the registrar; if only the cover is gone, choose “Missing”.',
  },
  'class-unknown': { zh: '没有小类代码 {code}。', en: 'There is no asset class {code}.' },
  'clear-opening-wider': {
    zh: '净开孔 {opening} mm 比井盖本身（{size} mm）还宽；请核对这两个尺寸。',
    en: 'A clear opening of {opening} mm is wider than its cover ({size} mm); check both measures.',
  },
  'no-cover-on': { zh: '这座井上没有登记的井盖，请先登记。', en: 'No cover is recorded on this well; record one first.' },
  'not-a-well': { zh: '只有井才有井盖。', en: 'Only a well has a cover.' },
  'registry-filling': {
    zh: '部件库正在第一次写入普查数据，写完之前不能登记；这一条没有保存，请稍后再登记。',
    en: 'The registry is being filled by its first census; nothing can be registered until that is written. This was not saved: register it again later.',
  },
  'number-taken': { zh: '编号 {number} 已登记。', en: 'Number {number} is registered already.' },
  'number-not-national': {
    zh: '编号 {number} 不能采用：{why}',
    en: 'Number {number} cannot be adopted: {why}',
  },
  'before-the-record': { zh: '{at} 之前没有登记这件部件。', en: 'Nothing was recorded of it at {at}.' },
  'area-too-large': { zh: '回看历史请给出范围（bbox），每边不超过 {most} 公里。', en: 'To look back give a box (bbox) of at most {most} km a side.' },
} as const;
