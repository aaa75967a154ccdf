/**
 * The errors that anybody can meet, as part of the catalogue in errors.ts; the citizen’s phone loads these alone.
 * Of the catalogue: each code, and its sentence in both languages. `{name}` takes a param.
 * Sentences name what is wrong and what to do. The status of each code stands in api/http-errors.ts alone.
 */
export const commonWordings = {
  'body-not-json': { zh: '请求内容不是有效的 JSON，请检查后重发。', en: 'The body is not valid JSON; check it and send it again.' },
  'request-malformed': { zh: '无法读取这个请求：不是有效的 HTTP。', en: 'The request cannot be read: it is not valid HTTP.' },
  'host-missing': { zh: '请求里没有 Host，说不清找的是哪个网站。', en: 'The request has no Host header: it does not say which site it wants.' },
  'expectation-unknown': { zh: 'Expect 里的要求办不到；只认得 100-continue。', en: 'What Expect asks for cannot be done; only 100-continue is known.' },
  'file-changed': { zh: '文件已不是所指的那一版，请重新读取。', en: 'The file is another than the one that was meant; read it anew.' },
  'file-range-outside': { zh: '文件没有所要的那一段，请整个读取。', en: 'The file has no such part; read it whole.' },
  'headers-too-large': { zh: '请求头太大，请清除 Cookie 后再试。', en: 'The headers are too large; clear the cookies and try again.' },
  'request-too-slow': { zh: '请求没有在规定时间内送完，请再试。', en: 'The request did not arrive whole in time; try again.' },
  'body-too-large': { zh: '内容太大，最多 {limit}。', en: 'Too large; at most {limit}.' },
  'media-type-unsupported': {
    zh: '不支持这种内容类型，请用 application/json（照片用 multipart/form-data）。',
    en: 'This content type is not taken; send application/json (multipart/form-data for photos).',
  },
  'field-invalid': { zh: '“{field}”填写有误：{why}', en: '“{field}” is not valid: {why}' },
  'not-found': { zh: '没有找到。请检查编号或地址。', en: 'Not found. Check the number or the address.' },
  'method-not-allowed': { zh: '这个地址不支持该操作。', en: 'This address does not take that method.' },
  'not-signed-in': { zh: '请先登录。', en: 'Please sign in first.' },
  'session-expired': { zh: '登录已过期，请重新登录。', en: 'Your session has expired; please sign in again.' },
  'token-refused': { zh: '令牌不对，或已经停用。', en: 'This token is not known, or was ended.' },
  'token-expired': {
    zh: '令牌已过期：请在“我的账号”里另生成一个。',
    en: 'This token has expired; make another on your account page.',
  },
  'sign-in-failed': {
    zh: '用户名或密码不对。请核对后再试；忘记密码请找本单位管理员。',
    en: 'The user name or the password is wrong. Check both and try again; if you forgot the password, ask your administrator.',
  },
  'csrf-missing': { zh: '缺少安全校验，请刷新页面后重试。', en: 'The safety check is missing; reload the page and try again.' },
  forbidden: { zh: '您没有权限做这件事。', en: 'You may not do this.' },
  'outside-scope': { zh: '这不在您负责的范围内。', en: 'This lies outside what you are responsible for.' },
  'too-many-requests': { zh: '操作太频繁，请 {seconds} 秒后再试。', en: 'Too many requests; try again in {seconds} s.' },
  'look-ups-stopped': {
    zh: '短时间内查询的编号或位置太多，查询已暂停，请 {minutes} 分钟后再试。报修不受影响，也可拨打热线。',
    en: 'Too many numbers or places were looked up in a short time; look-ups are stopped for {minutes} min. Reports are still taken, and so are calls to the hotline.',
  },
  'place-missing': {
    zh: '请至少给出一个位置：在地图上点一下、扫井盖编号或填写地址。',
    en: 'Give at least one place: a tap on the map, the plate’s number or an address.',
  },
  'position-outside-city': { zh: '这个位置不在{city}范围内，请在地图上重新点选。', en: 'This position is outside {city}; pick it again on the map.' },
  'position-swapped': { zh: '经度和纬度好像写反了，请对调。', en: 'Longitude and latitude seem to be swapped; exchange them.' },
  'plate-mistyped': { zh: '编号有一位写错了，请对照井盖再输一次。', en: 'One character of the number is wrong; compare it with the plate and type it again.' },
  'plate-malformed': { zh: '编号应为 17\u00a0位（16\u00a0位数字加 1\u00a0位校验码）。', en: 'A number has 17 characters: 16 digits and a check character.' },
  'plate-unknown': { zh: '没有登记这个编号。', en: 'No asset is registered under this number.' },
  'plate-class-differs': { zh: '该编号是“{class}”，与所选问题不符。', en: 'This number is a “{class}”, which does not fit the problem chosen.' },
  'asset-too-far': {
    zh: '所选设施离所报位置超过 {metres} 米，请重新选择。',
    en: 'The asset picked lies more than {metres} m from the place reported; pick again.',
  },
  'address-elsewhere': {
    zh: '这个地址不在{city}，请说本市的地址，或在地图上点一下位置。',
    en: 'This address is not in {city}; give one that is, or tap the place on the map.',
  },
  'roads-do-not-meet': {
    zh: '{one}与{other}不相交，请再确认路名，或在地图上点一下位置。',
    en: '{one} and {other} do not meet; check the roads, or tap the place on the map.',
  },
  'address-not-found': { zh: '没有找到这个地址，请在地图上点一下位置。', en: 'This address was not found; tap the place on the map.' },
  'telephone-malformed': {
    zh: '电话号码不对：手机号 11\u00a0位，座机至少 7\u00a0位，外地加区号。',
    en: 'This is not a whole telephone number: a mobile has 11 digits, a landline at least 7.',
  },
  'kind-unknown': { zh: '没有这种问题类别。', en: 'There is no such kind of problem.' },
  'person-unchosen': { zh: '请选派谁去。', en: 'Choose whom to send.' },
  'person-unknown': { zh: '这个单位没有这个人，或已停用。', en: 'The unit has no such person, or they are no longer active.' },
  'unit-unknown': { zh: '没有这个单位，或它已停用。', en: 'There is no such unit, or it is no longer active.' },
  'photo-unreadable': {
    zh: '这不是能读取的照片，请换一张（JPEG、PNG、WebP、HEIC）。',
    en: 'This is not a photo we can read; choose another (JPEG, PNG, WebP, HEIC).',
  },
  'photo-too-large': { zh: '照片太大，最多 {limit}。', en: 'The photo is too large; at most {limit}.' },
  'photo-missing': { zh: '请附上照片。', en: 'Attach a photo.' },
  'photo-unknown': { zh: '照片不存在或已被使用，请重新上传。', en: 'The photo does not exist or is already used; upload it again.' },
  'photos-too-many': { zh: '一次只能上传一张照片。', en: 'Upload one photo at a time.' },
  'idempotency-key-missing': { zh: '缺少 Idempotency-Key 请求头。', en: 'The Idempotency-Key header is missing.' },
  'idempotency-key-reused': { zh: '这个键已经用于另一项内容，请换一个。', en: 'This key was used for something else; choose another.' },
  'move-illegal': {
    zh: '工单现在的状态不能这样办理，请查看最新情况。',
    en: 'This cannot be done in the order’s present state; look at the order as it is now.',
  },
  'contact-none': {
    zh: '报告人没有留下联系方式，无法标记为已联系，请直接开始处理。',
    en: 'The reporter left no contact, so nobody can be marked as contacted; start the work.',
  },
  'ownership-decided': {
    zh: '这件部件的权属已经裁定为本单位，不能再以“不属于我方”退单；如有新证据，请联系区处置中心。',
    en: 'It was decided that this asset is your unit’s; it cannot be returned as not yours. With new evidence, turn to the district’s handling centre.',
  },
  'evidence-missing': { zh: '退单需要附上依据的照片。', en: 'A return needs a photo that shows why.' },
  'time-not-asked': {
    zh: '这张工单没有待批的延期申请，请查看最新情况。',
    en: 'No request for more time is open on this order; look at the order as it is now.',
  },
  'time-asked-already': { zh: '这张工单已经申请过或获准过延期。', en: 'More time was asked for or given already.' },
  'supervised-already': { zh: '这张工单已在督办。', en: 'This order is supervised already.' },
  'contact-none-waiting': {
    zh: '现在没有等待联系的来电人，请查看最新情况。',
    en: 'No caller waits to be contacted; look at the order as it is now.',
  },
  'danger-open': { zh: '危险还没有消除，请先消除危险。', en: 'The danger is not over; make it safe first.' },
  'danger-not-safe': {
    zh: '危险还没有消除，不能办结：请先“消除危险”，或在办结时附上现场位置和照片，说明现场已经安全。',
    en: 'The danger is still open, so the order cannot be resolved: make it safe first, or resolve with your position on site and a photo that shows that it is safe now.',
  },
  'asked-by-oneself': { zh: '申请人不能审批自己的申请，请由他人审批。', en: 'Whoever asks does not give; another person has to decide.' },
  'pause-not-asked': { zh: '这张工单没有待批的挂账申请，请查看最新情况。', en: 'No pause was asked for on this order; look at the order as it is now.' },
  'pause-asked-already': { zh: '这张工单已经申请过挂账，正等待审批。', en: 'A pause was asked for already and waits for its answer.' },
  'day-missing': { zh: '请选择恢复办理的日期。', en: 'Choose the day on which the order goes on.' },
  'day-not-ahead': { zh: '恢复办理的日期须在明天起 {days} 天以内。', en: 'The day has to lie between tomorrow and {days} days from now.' },
  'not-supervised': { zh: '只有督办的工单才能列入现场会。', en: 'Only a supervised order goes on the docket.' },
  'docketed-already': { zh: '这张工单已列入现场会。', en: 'This order is on the docket already.' },
  'not-docketed': { zh: '这张工单没有列入现场会。', en: 'This order is not on the docket.' },
  'centre-hands-on': { zh: '处置中心不退单，请上交、下派或移交。', en: 'A handling centre does not return an order; hand it up, down or across.' },
  'unit-returns': { zh: '只有处置中心可以上交或移交；承办单位请退单。', en: 'Only a handling centre hands up or across; a unit returns it.' },
  'no-level-above': { zh: '上面没有更高一级的处置中心。', en: 'No level stands above this one.' },
  'no-level-below': { zh: '下面没有可以下派的单位。', en: 'No level stands below this one.' },
  'unit-not-below': { zh: '只能下派给本级的下级单位。', en: 'It can be handed down only to what stands below.' },
  'unit-not-beside': { zh: '只能移交给其他区或街镇的处置中心。', en: 'It can be handed across only to the handling centre of another place.' },
  'centre-elsewhere': { zh: '这是别处的处置中心，请用“移交”。', en: 'This is the handling centre of another place; hand it across.' },
  'grades-missing': { zh: '请就速度、态度、结果分别评价。', en: 'Judge speed, manner and outcome.' },
  'report-unknown': { zh: '请选择是哪一件诉求；它须属于这张工单。', en: 'Say which report; it has to be one of this order’s.' },
  'report-only-one': { zh: '这张工单只有一件诉求，无需拆分。', en: 'This order has one report only; there is nothing to split.' },
  'join-not-offered': { zh: '没有待确认的并案，请查看最新情况。', en: 'No join waits for an answer on this order; look at the order as it is now.' },
  'merge-followed': {
    zh: '并入后那张工单已有后续办理，不能整体撤销；请在那张工单上把诉求拆分出来。',
    en: 'The other order was moved on since, so the merge cannot be undone as a whole; split the report out there.',
  },
  'act-followed': {
    zh: '之后已有别的进展，这一步撤不回了；请按最新情况另行处理。',
    en: 'Something followed since, so this step cannot be taken back; go on from the order as it is now.',
  },
  'order-missing': { zh: '请选择是哪一张工单。', en: 'Say which order.' },
  'merge-itself': { zh: '不能并入它自己，请另选工单。', en: 'An order cannot become part of itself; choose another.' },
  'merge-not-open': {
    zh: '只能并入正在办理的工单（挂账的先恢复）。',
    en: 'It can become part of an order under way only; a paused one has to be resumed first.',
  },
  'merge-supervised': {
    zh: '这张工单已被督办或列入现场会，另一张没有：请把另一张并入这一张。',
    en: 'This order is supervised or on the docket, and the other one is not: join the other one to this.',
  },
  'asset-unchosen': { zh: '请选择所指的部件，或填写它的编号。', en: 'Choose the asset that is meant, or give its number.' },
  'asset-same': { zh: '工单所指的已是这件部件。', en: 'The order is about this asset already.' },
  'chosen-too-far': { zh: '这件部件离报告的地点超过 {metres} 米，不会是它。', en: 'This asset lies more than {metres} m from where it was reported.' },
  'asset-has-order': { zh: '这件部件同一问题已有工单 {orderId}，请并单。', en: 'Order {orderId} is about the same matter of this asset: merge the two.' },
  'orders-too-far': { zh: '两处相距超过 {metres} 米，不是同一处。', en: 'The two places lie more than {metres} m apart.' },
  'addition-empty': { zh: '请写几句话，或附上照片。', en: 'Write some words, or attach a photo.' },
  'addition-over': {
    zh: '这件诉求已经了结，不能再补充。没有解决请评价为“没有解决”，别的问题请另提诉求。',
    en: 'This report is over; nothing more can be added. If it is not solved, say so by judging it; report anything else anew.',
  },
  'additions-full': {
    zh: '一件诉求最多补充 {most} 次。有新情况请另提诉求，或拨打热线。',
    en: 'A report can be added to {most} times. Report anything new by itself, or call the hotline.',
  },
  'reopen-too-late': { zh: '办结已超过 {days} 天，请另提诉求。', en: 'It was settled more than {days} days ago; send a new report.' },
  'danger-over': {
    zh: '这张工单现在没有需要到场的危险，或已有人到场，请查看最新情况。',
    en: 'No danger is open on this order, or somebody is on site already; look at the order as it is now.',
  },
  'position-missing': { zh: '请给出现场位置：打开定位后再试。', en: 'Give the position on site: switch location on and try again.' },
  'position-too-far': {
    zh: '这个位置离事发地点超过 {metres} 米，请在现场再试。',
    en: 'This position lies more than {metres} m from the place; try again on site.',
  },
  'call-over': {
    zh: '这次呼叫已经结束：已由他人接手，或危险已消除。',
    en: 'This call is over: somebody else has taken it, or the danger has ended.',
  },
  'version-stale': { zh: '已有人先一步处理，请查看最新情况后再操作。', en: 'Someone else has acted first; look at the order as it is now, then act.' },
  'note-missing': { zh: '请写明理由。', en: 'Give a reason.' },
  'reply-missing': { zh: '请填写答复。', en: 'Write a reply.' },
  'not-its-keeper': { zh: '只有登记的权属单位或养护单位可以修改它的状态。', en: 'Only its recorded owner or maintainer may change its status.' },
  'serials-exhausted': { zh: '{prefix} 的编号已用完，请联系管理员。', en: 'The serial numbers of {prefix} are used up; call the administrator.' },
  'token-unknown': { zh: '没有这个令牌。', en: 'There is no such token.' },
  'text-control-characters': {
    zh: '文字里有不可见的控制字符，请删除后再提交。',
    en: 'The text holds invisible control characters; remove them and send it again.',
  },
  'query-invalid': { zh: '查询条件“{field}”有误：{why}', en: 'The query “{field}” is not valid: {why}' },
  'selection-too-large': { zh: '选得太多，一次最多 {most} 件，请缩小范围。', en: 'Too many are chosen; at most {most} at once, choose fewer.' },
  'tile-outside': { zh: '瓦片坐标超出范围。', en: 'The tile’s coordinates are out of range.' },
  unavailable: { zh: '系统暂时不可用，请稍后再试。', en: 'The system is not available just now; try again shortly.' },
  internal: { zh: '系统出错了，我们已记录（编号 {requestId}），请稍后再试。', en: 'Something went wrong; it is logged under {requestId}. Try again shortly.' },
} as const;

export type Language = 'zh' | 'en';

/**
 * A wording with its params filled in: `{name}` takes `nameZh` or `nameEn` in the reader's language, else `name`; a param that is
 * missing leaves an empty place.
 */
export const fillWording = (wording: Readonly<Record<Language, string>>, language: Language, params: Readonly<Record<string, unknown>> = {}): string => {
  const suffix = language === 'zh' ? 'Zh' : 'En';
  return wording[language].replace(/\{(\w+)\}/g, (_, name: string) => String(params[`${name}${suffix}`] ?? params[name] ?? ''));
};
