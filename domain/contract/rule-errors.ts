/** What can be wrong with a table of dispatch rules; part of the catalogue in errors.ts. */
export const ruleWordings = {
  'rule-uncovered': {
    zh: '这种情况没有人负责：{case}。请补一条规则，或在主办里加上一定存在的单位。',
    en: 'Nobody would be accountable here: {case}. Add a row, or name somebody who always exists.',
  },
  'rule-names-nobody': {
    zh: '第 {row} 条在这种情况下找不到主办单位：{case}。请在主办的最后加上街镇、区或市中心。',
    en: 'Row {row} names nobody who exists here: {case}. End its list with the street’s, the district’s or the city’s centre.',
  },
  'rule-id-twice': { zh: '第 {row} 条的代号“{id}”已经用过。', en: 'The name “{id}” of row {row} is used already.' },
  'rule-unit-unknown': {
    zh: '第 {row} 条：没有“{id}”这个单位，或它已撤销且无继任。',
    en: 'Row {row}: there is no unit “{id}”, or it ended without a successor.',
  },
  'rule-place-unknown': { zh: '第 {row} 条：没有“{id}”这个区或街镇。', en: 'Row {row}: there is no district or street “{id}”.' },
  'rule-kind-unknown': { zh: '第 {row} 条：没有“{id}”这个问题类别。', en: 'Row {row}: there is no problem kind “{id}”.' },
  'rule-class-unknown': { zh: '第 {row} 条：没有“{id}”这个小类。', en: 'Row {row}: there is no class “{id}”.' },
  'rule-hours-empty': {
    zh: '第 {row} 条：开始和结束时间相同；全天请留空。',
    en: 'Row {row}: its hours begin when they end; leave them empty for the whole day.',
  },
  'rule-never-reached': { zh: '第 {row} 条永远用不到：前面的规则已经包含它的全部情况。', en: 'Row {row} is never reached: rows before it take all its cases.' },
  'rules-changed': {
    zh: '您打开之后，{who}改过这份草稿。请重新载入，再改一次。',
    en: '{who} changed this draft after you opened it. Load it again and make your change there.',
  },
  'rules-outrun': {
    zh: '您复制之后，{who}启用了第 {version} 版；启用这份草稿会撤掉它的改动。请重新载入、对照，并确认。',
    en: 'After it was copied {who} switched on version {version}, whose changes this draft would take back. Load it again, compare, and confirm.',
  },
  'rules-switched-on': {
    zh: '这份规则已经启用，不能再改；请复制一份草稿。',
    en: 'These rules were switched on and are not changed any more; copy them to a draft.',
  },
  'rules-not-ahead': {
    zh: '只能撤回尚未到启用日期的版本；已生效的请用新版本接替。',
    en: 'Only a version whose date has not come can be taken back; one that holds is followed by another.',
  },
  'rules-faulty': { zh: '还不能启用：{why}', en: 'It cannot be switched on yet: {why}' },
  'rules-untried': {
    zh: '还不能启用：请先用上月（至少 {days} 天）的工单试算这份草稿，看看哪些会改派给谁。',
    en: 'It cannot be switched on yet: try it on last month’s orders first ({days} days at least), and see which would have gone to whom.',
  },
  'rules-start-past': { zh: '启用时间不能早于现在。', en: 'It cannot be switched on from a time that is past.' },
  'setting-changed': {
    zh: '您打开之后有人改过这一项。已载入现在的数值，请再看一次。',
    en: 'Somebody changed this after you opened it. Look at it as it is now.',
  },
  'setting-out-of-bounds': { zh: '这一项只能设 {least} 到 {most}。', en: 'This may be set from {least} to {most}.' },
  'setting-long-too-short': { zh: '疑难事项的时限不能短于一般事项。', en: 'A difficult matter cannot have less time than a general one.' },
  'scores-counting': {
    zh: '{months} 正在统计，过几分钟再导出。',
    en: '{months}: being counted; take the file in some minutes.',
  },
  'span-invalid': {
    zh: '起止时间不对：结束要晚于开始，最多 {days} 天。',
    en: 'That span does not work: it must end after it begins and last at most {days} days.',
  },
} as const;
