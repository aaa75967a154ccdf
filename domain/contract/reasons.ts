import type { Language } from './errors.ts';
import type { Reason } from './terms.ts';

/**
 * The one catalogue of reasons: why a candidate is likely, why a unit has an order, why a clock ends when it does.
 * `{name}` takes the param `nameZh`/`nameEn` in the reader's language, else `name`.
 */
export const reasonWordings = {
  'match-unregistered': { zh: '也可能是没有登记的设施', en: 'It may be something that is not registered' },
  'match-nothing-meant': { zh: '也可能不是井盖或设施本身的问题', en: 'It may be no asset at all that is meant' },
  'match-rate': { zh: '同类设施在这样的位置被报的多少', en: 'How often such an asset, in such a place, is told of' },
  'match-said-new': { zh: '描述说它是新装的或没有登记', en: 'The words say that it is new, or not registered' },
  'match-lately': {
    zh: '全市近几小时{class}被报的次数是平时的 {times} 倍',
    en: 'In the last hours the city told of this class ({class}) {times} times as often as usual',
  },
  'match-lately-near': {
    zh: '附近近几小时{class}被报的次数是此处应有的 {times} 倍',
    en: 'In the last hours this class ({class}) was told of {times} times as often near by as was to be expected',
  },
  'match-chosen': { zh: '由派单员改选', en: 'Chosen by a dispatcher' },
  'match-kind-about-none': { zh: '这类问题与设施无关', en: 'This kind of problem is about no asset' },
  'match-nothing-near': { zh: '附近没有登记的设施', en: 'Nothing is registered near by' },
  'match-no-place': { zh: '没有说明位置', en: 'No place was given' },
  'match-distance': {
    zh: '距所报位置 {distanceM} 米（位置精度约 {accuracyM} 米）',
    en: '{distanceM} m from the place reported (accurate to about {accuracyM} m)',
  },
  'match-address': {
    zh: '距所报地址 {distanceM} 米（地址精度约 {accuracyM} 米）',
    en: '{distanceM} m from the address reported (accurate to about {accuracyM} m)',
  },
  'match-photo': {
    zh: '距照片自带的拍摄位置 {distanceM} 米（位置精度约 {accuracyM} 米）',
    en: '{distanceM} m from where its photo says it was taken (accurate to about {accuracyM} m)',
  },
  'match-plate': { zh: '编号与所报相同', en: 'Its number is the one given' },
  'match-plate-merged': { zh: '所报编号 {number} 已并入它', en: 'The number given, {number}, has become part of it' },
  'match-plate-retired': {
    zh: '编号与所报相同，但登记为已停用，可能填埋后又露出',
    en: 'Its number is the one given, though it is recorded as retired; it may have come to light again',
  },
  'match-plate-part': {
    zh: '所报编号（{read}）残缺或有误，读作它的编号说得通',
    en: 'The number given ({read}) is not whole or has a slip; read as its number it makes sense',
  },
  'match-plate-part-other': { zh: '所报编号（{read}）不像是它的编号', en: 'The number given ({read}) hardly is its number' },
  'match-kind': { zh: '“{class}”与所选问题相符', en: 'A “{class}” fits the kind of problem' },
  'match-kind-other': { zh: '“{class}”与所选问题不符', en: 'A “{class}” does not fit the kind of problem' },
  'match-well': { zh: '描述说的是井盖，它是“{class}”', en: 'The words speak of a manhole; this is a “{class}”' },
  'match-well-other': { zh: '描述说的是井盖，它是“{class}”', en: 'The words speak of a manhole, but this is a “{class}”' },
  'match-words': { zh: '描述中提到“{words}”，与它相符', en: 'The words “{words}” fit it' },
  'match-words-other': { zh: '描述中提到“{words}”，与它不符', en: 'The words “{words}” do not fit it' },
  'match-answer': { zh: '与追问的回答相符', en: 'It fits what was answered to the question' },
  'match-answer-other': { zh: '与追问的回答不符', en: 'It does not fit what was answered to the question' },
  'match-shape': { zh: '形状与描述相符', en: 'Its shape is as described' },
  'match-shape-other': { zh: '形状与描述不符', en: 'Its shape is not as described' },
  'match-material': { zh: '材质与描述相符', en: 'Its material is as described' },
  'match-material-other': { zh: '材质与描述不符', en: 'Its material is not as described' },
  'match-lettering': { zh: '盖上字样“{lettering}”与描述相符', en: 'The lettering “{lettering}” is as described' },
  'match-lettering-other': { zh: '盖上字样与描述不符', en: 'Its lettering is not as described' },
  'match-road': { zh: '位于所说的{road}', en: 'It lies on {road}, as said' },
  'match-road-other': { zh: '不在所说的道路上', en: 'It does not lie on the road named' },
  'match-location': { zh: '所处位置（车道、人行道、绿地、小区）与描述相符', en: 'It lies where described (carriageway, footway, green, compound)' },
  'match-location-other': {
    zh: '所处位置（车道、人行道、绿地、小区）与描述不符',
    en: 'It does not lie where described (carriageway, footway, green, compound)',
  },
  'match-status': { zh: '登记状态已不完好', en: 'It is already recorded as not intact' },
  'match-status-abandoned': { zh: '登记为已废弃', en: 'It is recorded as abandoned' },
  'match-status-removed': { zh: '登记为已移除', en: 'It is recorded as removed' },
  'owner-record': { zh: '登记的权属把握 {percent}%', en: 'The record is {percent}% sure of the owner' },
  'owner-line': { zh: '同线上最近的 {all} 个同类设施有 {same} 个属同一单位', en: 'Of the nearest {all} of its class on the line {same} are the same owner’s' },
  'owner-line-other': {
    zh: '同线上最近的 {all} 个同类设施只有 {same} 个属同一单位',
    en: 'Of the nearest {all} of its class on the line only {same} are the same owner’s',
  },
  'owner-closed': { zh: '登记单位办结过它的 {count} 件工单', en: 'The recorded owner settled {count} orders of it' },
  'owner-closed-other': { zh: '别的专业单位办结过它的 {count} 件工单', en: 'Another trade unit settled {count} orders of it' },
  'repeat-usual': { zh: '未结事件旁的诉求多半说的是同一处（已有 {count} 件）', en: 'Most reports beside an open incident tell of that one (so far {count})' },
  'repeat-place': { zh: '所指位置相同（最近的一次相距 {distanceM} 米）', en: 'They point to one place (the nearest {distanceM} m away)' },
  'repeat-place-other': { zh: '所指位置不同（最近的一次相距 {distanceM} 米）', en: 'They point to different places (the nearest {distanceM} m away)' },
  'repeat-words': { zh: '描述指向同一处设施', en: 'Their words point to the same asset' },
  'repeat-words-other': { zh: '描述指向不同的设施', en: 'Their words point to different assets' },
  'repeat-asset': { zh: '说的是同一个部件', en: 'They are about the same asset' },
  'repeat-kind': { zh: '说的是同一类问题', en: 'They tell of the same matter' },
  'repeat-kind-other': { zh: '说的是不同的问题', en: 'They tell of different matters' },
  'repeat-time': { zh: '距上一次有人反映 {hours} 小时', en: '{hours} hours after it was last told of' },
  'repeat-photo': { zh: '照片几乎相同', en: 'Their photos are nearly the same' },
  'repeat-copied': { zh: '文字几乎相同', en: 'Their words are nearly the same' },
  'dispatch-kind-road': { zh: '这类问题由道路管理单位处理', en: 'This kind of problem is the road authority’s' },
  'dispatch-kind-greening': { zh: '这类问题由绿化管理单位处理', en: 'This kind of problem is the greening unit’s' },
  'dispatch-kind-centre': { zh: '这类问题由属地街镇处置中心处理', en: 'This kind of problem is the street’s handling centre’s' },
  'dispatch-plate': { zh: '报告了编号，派给该设施登记的负责单位', en: 'The plate was given; sent to the unit recorded for that asset' },
  'dispatch-picked': { zh: '报告人在地图上选定，派给该设施登记的负责单位', en: 'The reporter picked it on the map; sent to the unit recorded for that asset' },
  'dispatch-matched': { zh: '匹配到权属单位，把握 {percent}%', en: 'Matched to its owner with {percent}% probability' },
  'dispatch-ownerless-road': { zh: '道路上的无主设施，由道路管理单位负责', en: 'Ownerless, on a road: the road authority’s' },
  'dispatch-ownerless': { zh: '无主设施，由属地街镇处置中心负责', en: 'Ownerless: the street’s handling centre’s' },
  'dispatch-none': { zh: '没有匹配到登记的设施，由属地街镇处置中心先行处置', en: 'No registered asset matched; the street’s handling centre goes first' },
  'dispatch-unsure': {
    zh: '权属不确定（最高 {percent}%），由属地街镇处置中心核实',
    en: 'The owner is unsure (at most {percent}%); the street’s handling centre verifies',
  },
  'dispatch-unsure-hazard': {
    zh: '有危险、权属不确定：街镇处置中心先消除隐患，同时告知最可能的权属单位',
    en: 'Dangerous and the owner unsure: the street’s handling centre secures it first, the likeliest owner is told at once',
  },
  'dispatch-unit-ended': {
    zh: '登记的负责单位已撤销且无继任，由属地街镇处置中心负责',
    en: 'The unit recorded has ended without a successor: the street’s handling centre’s',
  },
  'dispatch-rule': { zh: '按派单规则第 {version} 版第 {row} 条', en: 'By row {row} of the dispatch rules, version {version}' },
  'dispatch-no-rule': { zh: '没有适用的派单规则，由属地街镇处置中心托底', en: 'No dispatch rule fits: the street’s handling centre falls back' },
  'informed-rule': { zh: '按派单规则第 {version} 版第 {row} 条，同时告知', en: 'Told at once by row {row} of the dispatch rules, version {version}' },
  'informed-road': { zh: '设施在道路上，同时告知道路管理单位', en: 'It lies on a road: the road authority is told as well' },
  'informed-road-hazard': {
    zh: '有危险且可能在道路上，同时告知道路管理单位',
    en: 'Dangerous and perhaps on a road: the road authority is told at once',
  },
  'informed-owner': { zh: '由养护单位处理，同时告知权属单位', en: 'Its maintainer acts; its owner is told as well' },
  'informed-likeliest-owner': {
    zh: '最可能的权属单位（{percent}%），隐患不等人，同时告知',
    en: 'The likeliest owner ({percent}%), told at once because a danger does not wait',
  },
  'informed-warned': { zh: '时限将到，提前知会', en: 'Told before a clock ends' },
  'informed-overdue-contact': { zh: '首次联系超时，上报', en: 'First contact is late: told upwards' },
  'informed-overdue-close': { zh: '办结超时，上报', en: 'Closing is late: told upwards' },
  'informed-overdue-hazard': { zh: '危险到场超时，上报', en: 'Nobody came to the danger in time: told upwards' },
  'informed-overdue-supervise': { zh: '督办超时，上报', en: 'The supervised order is late: told upwards' },
  'informed-overdue-request': { zh: '申请审批超时，上报', en: 'A request was not answered in time: told upwards' },
  'informed-overdue-recheck': { zh: '复查超时，上报', en: 'The second look is late: told upwards' },
  'informed-overdue-secure': { zh: '已到场但危险仍未消除，上报', en: 'Somebody is on site and the danger is not over: told upwards' },
  'informed-merged': { zh: '工单 {order} 已并入本工单，同时告知', en: 'Order {order} became part of this one: its unit is told' },
  'informed-chosen': { zh: '派单员改选了部件，登记由其负责，同时告知', en: 'A dispatcher chose another asset, which is recorded as theirs: told at once' },
  'informed-billed': { zh: '有托底费用账单请本单位核对', en: 'A bill for work done in its place is theirs to answer' },
  'informed-bills': { zh: '托底处置的费用尚未了结，继续告知', en: 'What it did as the fallback is not settled: told still' },
  'informed-settled': { zh: '对本单位的托底责任认定已了结', en: 'A case of liability against it was settled' },
  'informed-called': { zh: '危险处置呼叫值班人员', en: 'Its people on duty are called to the danger' },
  'assignment-fallback': { zh: '托底：先消除隐患，再分清责任', en: 'Fallback: the hazard is removed first, responsibility settled afterwards' },
  'liability-late': { zh: '未在时限内到场，由托底单位先行处置', en: 'Did not come in time; the fallback acted first' },
  'assignment-returned': { zh: '被退单，由处置中心重新派单', en: 'Returned as not theirs; a handling centre dispatches anew' },
  'assignment-offered': {
    zh: '前一单位否认，转问下一个可能的权属单位（{percent}%）',
    en: 'The unit before denied it; the next likeliest owner is asked ({percent}%)',
  },
  'assignment-denied': {
    zh: '被 {count} 家单位否认：由处置中心托底处置，等待裁定权属',
    en: 'Denied by {count}: a handling centre acts as fallback until it is decided whose it is',
  },
  'assignment-denied-twice': {
    zh: '两个单位否认：由属地街镇托底处置，区处置中心裁定权属',
    en: 'Denied twice: the street’s centre acts as fallback while the district’s decides whose it is',
  },
  'assignment-handed-up': { zh: '由上一级处置中心处理', en: 'Handed up to the next level’s centre' },
  'assignment-handed-down': { zh: '下派办理', en: 'Handed down' },
  'assignment-handed-across': { zh: '移交属地处置中心', en: 'Handed across to the place’s own centre' },
  'assignment-succeeded': { zh: '原单位撤销，由继任单位接办', en: 'The unit before has ended; who follows it takes over' },
  'assignment-in-person': { zh: '领导亲自派单', en: 'Sent by a leader in person' },
  'assignment-docket': { zh: '现场会裁定', en: 'Decided by the on-site meeting' },
  'assignment-recheck': { zh: '回访反映未解决，复查办理', en: 'The caller says it is not solved: looked at again' },
  'assignment-reopened': { zh: '办结后反映未解决，重新办理', en: 'Settled and not solved, says the caller: opened again' },
  'informed-decide': { zh: '权属有争议，请裁定', en: 'Its ownership is disputed: to be decided' },
  'informed-decided': { zh: '权属有过争议，现已明确', en: 'Its ownership was disputed: it is settled whose it is' },
  'assignment-dispatched': { zh: '派单员改派', en: 'Sent by a dispatcher' },
  'assignment-rework': { zh: '处理结果未通过核查，退回返工', en: 'The work did not pass the check and goes back' },
  'note-same-place': { zh: '同一处（{percent}%）', en: 'The same place ({percent}%)' },
  'note-as-suggested': { zh: '按系统建议派单（可能性 {percent}%）', en: 'Dispatched as the system suggested (likelihood {percent}%)' },
  'note-as-recorded': { zh: '改选的部件登记由其负责', en: 'The chosen asset is recorded as theirs' },
  'note-slip': { zh: '按错了，撤销', en: 'A slip: undone' },
  'note-done-before': { zh: '现场 {at} 做的，当时没有信号，后来补发。', en: 'Done on site {at}, without a signal; sent later.' },
  'deadline-calendar-pending': {
    zh: '{days} 个工作日；日历待公布（{year} 年），公布后即计算时限',
    en: 'Working days: {days}; calendar pending ({year}): the deadline is computed once that year is published',
  },
  // Of clocks that ended before a missing year was left pending.
  'deadline-provisional': {
    zh: '{days} 个工作日（{counted}）；下一年的工作日历尚未公布，暂按周一至周五计算',
    en: 'Working days: {days} ({counted}); next year’s calendar is not published yet, so Monday to Friday were counted for now',
  },
  'deadline-working-days': { zh: '{days} 个工作日（{counted}），至最后一日 24:00', en: 'Working days: {days} ({counted}), until the end of the last' },
  'deadline-working-days-skipping': {
    zh: '{days} 个工作日（{counted}），不计休息日 {skipped}',
    en: 'Working days: {days} ({counted}); days of rest not counted: {skipped}',
  },
  'deadline-resumed': {
    zh: '{paused} 起挂账、{resumed} 恢复，剩余 {days} 个工作日（{counted}）',
    en: 'Paused on {paused}, resumed on {resumed}; working days left: {days} ({counted})',
  },
  'deadline-secure': { zh: '到场后 {hours} 小时内消除危险', en: 'Made safe within {hours} h of being on site' },
  'deadline-hazard-town': {
    zh: '危险情况，城区 {hours} 小时内到场，自接报起日夜连续计时',
    en: 'Dangerous: {hours} h in town from the report’s arrival, day and night',
  },
  'deadline-hazard-suburb': {
    zh: '危险情况，郊区 {hours} 小时内到场，自接报起日夜连续计时',
    en: 'Dangerous: {hours} h in the suburbs from the report’s arrival, day and night',
  },
} as const;

export type ReasonCode = keyof typeof reasonWordings;

const isReasonCode = (code: string): code is ReasonCode => Object.hasOwn(reasonWordings, code);

const dayIn = {
  zh: new Intl.DateTimeFormat('zh-CN', { month: 'long', day: 'numeric', timeZone: 'UTC' }),
  en: new Intl.DateTimeFormat('en', { month: 'short', day: 'numeric', timeZone: 'UTC' }),
};

/** The holidays that the State Council gives days for, as a reason holds them behind their date; any other keeps its Chinese name. */
const holidayInEnglish: Readonly<Record<string, string>> = {
  元旦: 'New Year’s Day',
  春节: 'Spring Festival',
  清明: 'Tomb-sweeping Day',
  清明节: 'Tomb-sweeping Day',
  劳动节: 'Labour Day',
  端午: 'Dragon Boat Festival',
  端午节: 'Dragon Boat Festival',
  中秋: 'Mid-autumn Festival',
  中秋节: 'Mid-autumn Festival',
  国庆节: 'National Day',
  中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日: 'Victory Day, 70 years on',
};

/** The params that tell days. Another may quote what stands on a cover, whatever it looks like. */
const daysAmong: readonly string[] = ['at', 'counted', 'skipped', 'paused', 'resumed'];

/** Plain dates within such a param, and the holidays behind them, as their reader writes and lists them: 10月1日 国庆节、10月2日; Oct 1 (National Day), Oct 2. */
const withDays = (text: string, language: Language): string =>
  (language === 'zh' ? text.replace(/, (?=\d{4}-\d{2}-\d{2}\b)/g, '、') : text).replace(
    /\b(\d{4}-\d{2}-\d{2})\b(?: (\p{Script=Han}[\p{Script=Han}\d]*))?/gu,
    (_, date: string, holiday?: string) => {
      const day = dayIn[language].format(new Date(date));
      if (holiday === undefined) return day;
      const english = language === 'en' ? holidayInEnglish[holiday] : undefined;
      return english === undefined ? `${day} ${holiday}` : `${day} (${english})`;
    },
  );

/** The sentence of a reason; a code that is not known (of a later version) stands for itself. */
export const wordReason = (reason: Reason, language: Language): string => {
  if (!isReasonCode(reason.code)) return reason.code;
  const params = reason.params ?? {};
  const suffix = language === 'zh' ? 'Zh' : 'En';
  return reasonWordings[reason.code][language].replace(/\{(\w+)\}( (?=米|m\b))?/g, (_, name: string, space?: string) => {
    const value = params[`${name}${suffix}`] ?? params[name] ?? '';
    // Decimetres say something of what lies within some metres, and nothing of what is known to 80 m; a number never stands on another line than its unit.
    const shown = space && typeof value === 'number' && value >= 10 ? Math.round(value) : value;
    return `${daysAmong.includes(name) ? withDays(String(shown), language) : shown}${space ? '\u00a0' : ''}`;
  });
};

/** What stands behind an act, in the reader's language: what its page wrote for its person, and what they wrote themselves as they wrote it. */
export const wordNote = (note: string | null, because: Reason | null, language: Language): string => {
  if (because === null) return note ?? '';
  const kept = wordReason(because, 'zh');
  const own = note?.startsWith(kept) ? note.slice(kept.length).trim() : (note ?? ''); // one of before held their own words alone
  return [wordReason(because, language), own].filter(Boolean).join(' ');
};
