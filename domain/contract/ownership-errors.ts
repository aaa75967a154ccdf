/** What can be wrong with a public notice and the claims to it; part of the catalogue in errors.ts. */
export const ownershipWordings = {
  'notice-owned': { zh: '这座井已登记权属单位，不能作无主公示。', en: 'This well has a recorded owner: it is not one for a notice.' },
  'notice-no-well': {
    zh: '这个部件已移除或并入别的部件，不能公示，也不能指定权属。',
    en: 'This asset was removed or merged into another: it can neither be put in a notice nor be given an owner.',
  },
  'notice-open': { zh: '这座井已在公示中。', en: 'This well is in a notice already.' },
  'claim-evidence-missing': { zh: '认领需要附上依据的照片。', en: 'A claim needs a photo that shows why.' },
  'notice-settled': { zh: '这件公示已有结论。', en: 'This notice is settled already.' },
  'notice-running': { zh: '公示期至 {day}，期满后才能确认或指定。', en: 'The notice runs until {day}; it is confirmed or assigned after that.' },
  'claim-made-already': { zh: '这个单位的认领已在等待决定。', en: 'This unit’s claim waits for its decision already.' },
  'claim-unknown': { zh: '这件公示没有这条待决的认领。', en: 'This notice has no such claim that waits.' },
} as const;
