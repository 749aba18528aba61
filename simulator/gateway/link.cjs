// Connections between a worker thread and the gateway, over the thread's messages instead of
// sockets: what speaks HTTP at either end, the SDK's clients, `fetch` and Node's server, speaks it
// as ever. Plain JavaScript, because both threads load it and a worker has no TypeScript loader.
"use strict";

const { Duplex } = require("node:stream");

/**
 * One end of all connections of a thread. Bytes travel as Latin-1 text, which is copied faster than
 * small buffers.
 */
class Link {
  #post;
  #accept;
  #connections = new Map();
  #outbox = [];
  #opened = 0;

  /**
   * @param post hands frames to the other end's `take`
   * @param accept called with each connection that the other end opens; none, if it may not
   */
  constructor(post, accept) {
    this.#post = post;
    this.#accept = accept;
  }

  take(frames) {
    for (const [id, kind, content] of frames) this.#take(id, kind, content);
  }

  /** The other end is gone. */
  close() {
    for (const connection of this.#connections.values()) connection.vanish();
  }

  /** Opens a connection; what is written before it stands goes ahead, as in TCP's buffers. */
  open(host, port) {
    const id = this.#opened++;
    const connection = this.#add(id, { connecting: true, allowHalfOpen: false });
    connection.host = host;
    this.send(id, "open", { host, port });
    return connection;
  }

  /** Frames of one turn travel together, up to the end of a connection, which goes at once. */
  send(id, kind, content) {
    if (this.#outbox.length === 0) process.nextTick(() => this.#flush());
    this.#outbox.push([id, kind, content]);
    if (kind === "reset") this.#flush();
  }

  #flush() {
    if (this.#outbox.length > 0) this.#post(this.#outbox.splice(0));
  }

  forget(id) {
    this.#connections.delete(id);
  }

  #add(id, options) {
    const connection = new Connection(this, id, options);
    this.#connections.set(id, connection);
    return connection;
  }

  #take(id, kind, content) {
    if (kind === "open") {
      const connection = this.#add(id, { connecting: false, allowHalfOpen: true });
      connection.host = content.host;
      const refusal = this.#accept(connection);
      this.send(id, refusal ? "refused" : "accepted", refusal);
      if (refusal) connection.vanish();
      return;
    }
    // What is still on its way to a connection that is gone goes nowhere.
    this.#connections.get(id)?.take(kind, content);
  }
}

/** One end of a connection, with as much of net.Socket as HTTP asks for. */
class Connection extends Duplex {
  #link;
  #id;
  #vanished = false;

  constructor(link, id, { connecting, allowHalfOpen }) {
    super({ allowHalfOpen, decodeStrings: false });
    this.#link = link;
    this.#id = id;
    this.connecting = connecting;
  }

  take(kind, content) {
    switch (kind) {
      case "accepted":
        this.connecting = false;
        this.emit("connect");
        this.emit("secureConnect");
        break;
      case "refused":
        this.#vanished = true;
        this.destroy(Object.assign(new Error(content.message), content));
        break;
      case "data":
        this.push(Buffer.from(content, "latin1"));
        break;
      case "end":
        this.push(null);
        break;
      case "reset":
        this.#vanished = true;
        this.destroy(this.allowHalfOpen ? undefined : reset());
        break;
    }
  }

  /** Goes without a word to the other end. */
  vanish() {
    this.#vanished = true;
    this.destroy();
  }

  // Readers take what comes as it comes: an HTTP message is bounded by its service's limits.
  _read() {}

  _write(chunk, encoding, done) {
    this.#link.send(this.#id, "data", text(chunk, encoding));
    done();
  }

  _writev(chunks, done) {
    const joined = chunks.map(({ chunk, encoding }) => text(chunk, encoding)).join("");
    this.#link.send(this.#id, "data", joined);
    done();
  }

  _final(done) {
    this.#link.send(this.#id, "end");
    done();
  }

  _destroy(error, done) {
    if (!this.#vanished && !(this.writableFinished && this.readableEnded))
      this.#link.send(this.#id, "reset");
    this.#link.forget(this.#id);
    done(error);
  }

  setTimeout(milliseconds, listener) {
    clearTimeout(this.timer);
    if (listener) this.once("timeout", listener);
    if (milliseconds > 0) this.timer = setTimeout(() => this.emit("timeout"), milliseconds).unref();
    return this;
  }

  setNoDelay() {
    return this;
  }

  setKeepAlive() {
    return this;
  }

  ref() {
    return this;
  }

  unref() {
    return this;
  }
}

function text(chunk, encoding) {
  if (typeof chunk !== "string")
    return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length).latin1Slice();
  return encoding === "latin1" ? chunk : Buffer.from(chunk, encoding).latin1Slice();
}

/** As Node reports that the other side dropped the connection. */
function reset() {
  const error = new Error("read ECONNRESET");
  return Object.assign(error, { code: "ECONNRESET", errno: -104, syscall: "read" });
}

module.exports = { Link, Connection };
