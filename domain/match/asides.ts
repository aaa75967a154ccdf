/**
 * What in a report tells of something else than what is meant. Rules of how people speak, not of what they speak of: nothing here names a class or
 * an owner, so a city's words need not be known.
 */

const clauses = /[^，,。；;！!？?\n]+/g;

/** "不是写公安的那个，是…", "不是旁边两个通信井": to where something else begins. "是不是电力的" asks. */
const denied = /(?<!是)(?:不是|并非)(?!吗|吧|伐).*?(?=(?<!不)是(?!的)|$)/gs;
/** "雨水口不是", "那个没标志的不是的". */
const deniedBehind = /.(?<!是)不是的?$/s;
/** "不是电力就是电信" leaves both: nothing before it is denied. */
const leavesBoth = '就是';

/** The clause says that what it names is in order. */
const fine =
  /没事|没问题|(?<!有)没有问题|没关系|(?:是|都是?|还是|好)好的|好好的|都好|完好|(?<!不)正常|(?:没有?)(?:坏|破|断|碎|裂|翘|陷|松|堵|味道|这种味道|响)|不(?:响|松|动|臭|用管|用修)|(?:是|都)(?:平|紧|稳|通|老|干)的|(?:都|还)盖(?:着|得好)|盖子(?:都|还)在|别动/g;
/** The clause says what is wrong. */
const isWrong = /破|碎|裂|断|坏|烂|没了|不见|没有了|没盖|丢|偷|松|翘|响|晃|掀|陷|塌|沉|凹|堵|冒|溢|漫|满|臭|味|漏|歪|缺|不平|高出|凸|突出|冒烟/;
/** Who was called, asked, or came to look: told of in passing. */
const isHearsay =
  /打(?:了|过)?[^，]{0,10}电话|问(?:了|过)|(?:说|讲)(?:了|过|都)?不是|不归[^，]{0,6}管|的人(?:说|讲|来)|来(?:测|看|修|拉)过|电话[^，]{0,4}(?:占线|没人接)/;
/** "旁边就是雨水篦子", "东北面四米是雨水口", "另一个是…": the clause begins beside what is meant. */
const beside =
  /^(?:但|就|在|跟|离|而|紧)*(?:旁边|边上|隔壁|附近|周围|对面|另外|另一|还有|挨着|靠着|贴着|(?:东南|东北|西南|西北|东|西|南|北)(?:面|边|侧|方向)|离)/;

const isAside = (clause: string): boolean => {
  const rest = clause.replace(fine, '');
  return isHearsay.test(clause) || ((rest !== clause || beside.test(clause)) && !isWrong.test(rest));
};

/** "路灯旁边那个雨水井", "树底下的": what stands before is where it is, when something follows. */
const landmark =
  /^[^，]*?(?:旁边|边上|旁|下面|底下|脚下|前面|后面|对面|(?:东南|东北|西南|西北|东|西|南|北)(?:面|边|侧|方向))(?=(?:的|那|有|一|两|这|第)?.{3,})/;

/** "…，不对，圆的那个": what was said before is taken back. */
const takenBack = /^.*(?:不对|说错了|讲错了|搞错了|写错了|哦不|噢不)[，,。]?/s;

const gap = '，';

const deniedIn = (clause: string): string => {
  if (deniedBehind.test(clause)) return gap;
  const from = clause.lastIndexOf(leavesBoth) + 1;
  return clause.slice(0, from) + clause.slice(from).replace(denied, gap);
};

/** Without what is said to be something else: nothing of that is heard. Clause by clause, so that a long text costs no more than its length. */
export const withoutDenied = (text: string): string => text.replace(clauses, deniedIn);

/**
 * Without what is told in passing: neighbours that are in order, landmarks, who was asked, and what was taken back. What is left may be nothing: then
 * the whole is to be heard.
 * @param text without what is denied
 */
export const withoutAsides = (text: string): string =>
  text.replace(takenBack, '').replace(clauses, (clause) => (isAside(clause) ? gap : clause.replace(landmark, gap)));
