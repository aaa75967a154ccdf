const provinces =
  '北京|天津|重庆|上海|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门';
const cities =
  '广州|深圳|南京|苏州|无锡|杭州|宁波|合肥|福州|厦门|南昌|济南|青岛|郑州|武汉|长沙|成都|昆明|西安|沈阳|大连|哈尔滨|长春|石家庄|太原|南宁|海口|贵阳|兰州|常州|南通|嘉兴|温州|绍兴|佛山|东莞|珠海';
// With what they are: 北京路 and 南京东路 are roads of many cities.
const elsewhere = new RegExp(`^[^路街弄]{0,6}?(${provinces}|${cities})(市|省|自治区|特别行政区)`);

/** An address that says another city or province than this one. */
export const isElsewhere = (said: string, cityNames: readonly string[]): boolean => {
  const [, named] = elsewhere.exec(said.normalize('NFKC').replace(/\s+/g, '')) ?? [];
  return named !== undefined && !cityNames.some((name) => name.startsWith(named));
};
