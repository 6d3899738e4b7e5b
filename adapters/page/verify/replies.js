/* Replies: how far each got, read back from the last step of its delivery. */
const WAYS = { ReplyDispatched: "dispatched", ReplyDelivered: "delivered", ReplySpoken: "spoken", ReplyPosted: "posted", ReplyDeposited: "deposited", ReplyFailed: "failed" };
const DELIVERY = Object.keys(WAYS);
const UNSEEN = { issued: null, way: "issued", trail: [], brought: false };

function replyStep(story, type, told) {
  const { reply: name, occurred_at: at, window_end: window } = told.event;
  demand(typeof name === "string", "a step of no reply");
  if (!story.replies.has(name)) story.replies.set(name, { ...UNSEEN, trail: [] });
  const reply = story.replies.get(name);
  reply.way = WAYS[type];
  reply.trail.push({ way: WAYS[type], at, window });
  if (type === "ReplyFailed" && story.state === "closed" && story.rests.includes(name)) story.failing = told.command_id;
}

/** How a reply stood when it came here with another case, or came back. */
const asItStood = (reply) => ({ way: reply.delivery, trail: [{ way: "moved", left: reply.left_at, reached: reply.reached_at }] });
const stepsOf = (reply) => (reply ? canonical([reply.delivery, reply.left_at, reply.failures]) : "");
const hasLeft = ({ way }) => way !== "failed" && Object.values(WAYS).includes(way);

/** When it left; null where it did not, or failed. */
function leftAt({ trail }) {
  if (trail.length === 0) return null;
  const last = trail.at(-1);
  if (last.way === "moved") return last.left;
  if (last.way === "failed") return null;
  return (last.way === "delivered" ? leftAt({ trail: trail.slice(0, -1) }) : null) ?? last.at;
}

/** When it counts as having reached them; null where that cannot be said. */
function reachedAt({ trail }) {
  if (trail.length === 0) return null;
  const last = trail.at(-1);
  if (last.way === "moved") return last.reached;
  if (last.way === "dispatched") return last.window;
  if (last.way === "delivered") return earliest([last.at, reachedAt({ trail: trail.slice(0, -1) })]);
  return last.way === "spoken" ? last.at : null;
}

/** Had word of a reply by that name come by then? */
function heardBy(story, name, by) {
  const reached = reachedAt(story.replies.get(name) ?? UNSEEN);
  return reached !== null && isBy(reached, by);
}

const namedIn = (reply, name, what) => reply.issued !== null && reply.issued[name].includes(what);
const issuedSince = (reply, begin) => reply.issued !== null && isBy(begin, reply.issued.occurred_at);
