/** The fields of a census, in the groups people look for them in; tests hold them equal to census/exchange-fields.ts. */
export const exchangeGroups = {
  identity: ['number', 'plate', 'sourceNumber', 'name', 'classCode', 'className', 'status'],
  place: [
    ...['x', 'y', 'positionAccuracyM', 'howMeasured', 'districtCode', 'districtName', 'streetCode', 'streetName', 'roadName', 'address', 'locationKind'],
    'gridCell',
  ],
  keepers: [...['ownerName', 'ownerCode', 'maintainerName', 'maintainerCode', 'authorityName', 'authorityCode', 'ownerConfidence', 'ownerEvidence']],
  well: ['depthM', 'chamberSizeMm', 'chamberMaterial', 'yearBuilt', 'hasAntiFallNet', 'floodProne'],
  cover: [
    ...['coverShape', 'coverSizeMm', 'coverWidthMm', 'clearOpeningMm', 'coverMaterial', 'coverLoadClass', 'coverMaker', 'coverLettering'],
    ...['coverBolted', 'coverVented', 'coverSmartSensor', 'levelDifferenceMm', 'coverFittedOn'],
  ],
  record: ['firstRecordedOn', 'changedOn', 'lastVerifiedOn', 'dataSource', 'note'],
} as const;
