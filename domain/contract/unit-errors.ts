/** Why a unit cannot be kept so, and what units and centres are told of orders and of the bills between them; part of the catalogue in errors.ts. */
export const unitWordings = {
  'roster-changed': {
    zh: '您打开之后有人改过这份值班表。请看一下现在的值班表，再决定以谁的为准。',
    en: 'Somebody changed this roster after you opened it. Look at it as it is now, then say whose is to stand.',
  },
  'case-settled': { zh: '这件责任认定已经了结。', en: 'This case is settled already.' },
  'case-changed': {
    zh: '这件责任认定刚有新的费用或异议，请看过再提交。',
    en: 'A bill or an objection was entered here meanwhile: look at it, then send again.',
  },
  'case-own': {
    zh: '要求费用的单位和登记费用的人不了结自己的责任认定，由其他处置中心或其他人了结。',
    en: 'Who asks for the money, or entered the bill, does not settle the case: another centre over the place does, or another person.',
  },
  'bill-missing': { zh: '托底单位还没有登记费用。', en: 'The fallback has not entered its bill yet.' },
  'bill-entered': {
    zh: '托底单位已经登记费用，请选择由责任单位承担、双方分担或免予追偿。',
    en: 'The fallback has entered its bill: settle it as paid, shared or waived.',
  },
  'because-unfit': {
    zh: '所附的理由不适用于这一步，或与工单现在的建议不符。请重新载入，或自己写明理由。',
    en: 'The reason given by code does not fit this act, or what the order suggests now. Load it again, or write the reason yourself.',
  },
  'order-handed-on': {
    zh: '这张工单已于 {at} 转给{name}，不再由您负责。',
    en: 'This order went to {name} on {at}; it is no longer yours.',
  },
  'unit-changed': {
    zh: '您打开之后，这个单位已有改动。请重新载入，再改一次。',
    en: 'This unit was changed after you opened it. Load it again and make your change there.',
  },
  'unit-id-taken': { zh: '这个代号已经用过，不能再用。', en: 'This code is used already; none is used twice.' },
  'unit-ended': { zh: '这个单位已经撤销，不能再改。', en: 'This unit has ended and is not changed any more.' },
  'unit-unchanged': { zh: '没有任何改动。', en: 'Nothing was changed.' },
  'unit-place-wrong': {
    zh: '没有这个地方，或这类单位不设在这一级：道路、绿化单位设在区或市，处置中心设在市、区或街镇。',
    en: 'There is no such place, or such a unit is not of that level: road and greening units are of a district or the city, centres of city, district or street.',
  },
  'unit-place-fixed': {
    zh: '处置中心不能换地方；地方撤并请用撤并命令。',
    en: 'A handling centre keeps its place; a place is dissolved by the command for it.',
  },
  'unit-place-taken': { zh: '这里已经有一个处置中心。', en: 'This place has a handling centre already.' },
  'unit-also-wrong': {
    zh: '“兼管的区”只能是道路、绿化单位在本区以外的区。',
    en: 'Only a road or greening unit looks after further districts, and these are districts other than its own.',
  },
  'unit-parent-wrong': { zh: '上级单位不存在、已撤销，或者就在它的下面。', en: 'There is no such unit above, it has ended, or it stands below this one.' },
  'unit-hours-empty': { zh: '开始和结束时间相同；全天请留空。', en: 'The hours begin when they end; leave them empty for day and night.' },
  'unit-city-centre': { zh: '市处置中心不能撤销：没有别人可托底。', en: 'The city’s handling centre does not end: everything falls back on it.' },
  'unit-successor-wrong': {
    zh: '继任单位不对：要仍在运作，处置中心由上一级处置中心接替，其他单位由非处置中心的单位接替。',
    en: 'That unit cannot follow: it must go on, a handling centre is followed by one above it, any other unit by one that is no handling centre.',
  },
} as const;
