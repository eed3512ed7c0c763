// Semantic tokens of whole documents. The lists are made on the pool, but what the client has of
// them is state: a request for changes names an answer that was given before.
#include <algorithm>
#include <utility>

#include "server/state.h"

namespace pland::server {

// How many answers a client may be behind: it may ask again before it has the last.
constexpr std::size_t remembered_answers = 4;

// Makes the tokens of an open document as it is now, remembers them, and answers; with null where
// it is not open. The answer is remembered before the client can name it: what is posted here is
// done before whatever the client sends next.
void State::make_tokens(std::string_view uri, const CancelToken& cancel,
                        std::function<void(const TokenAnswer* made)> answer) {
  OpenDocument* open = find(uri);
  if (open == nullptr) return answer(nullptr);
  TokenListPtr previous = open->tokens.empty() ? nullptr : open->tokens.back().list;
  scheduler_.background([this, path = open->document->path, document = open->document,
                         id = std::to_string(++token_answers_), encoding = encoding_, cancel,
                         previous = std::move(previous), answer = std::move(answer)] {
    attempt([&] {
      if (cancel.cancelled()) return answer(nullptr);
      const TokenAnswer made{id, make_token_list(*document, encoding, previous.get())};
      scheduler_.post([this, path, made] {
        auto found = open_.find(path);
        if (found == open_.end()) return;
        auto& kept = found->second.tokens;
        if (kept.size() >= remembered_answers) kept.erase(kept.begin());
        kept.push_back(made);
      });
      answer(&made);
    });
  });
}

void State::semantic_tokens(protocol::SemanticTokensParams params,
                            Reply<protocol::SemanticTokens> reply) {
  make_tokens(params.textDocument.uri, reply.cancel(), [reply](const TokenAnswer* made) {
    if (reply.cancel().cancelled()) return reply.cancelled();
    if (made == nullptr) return reply(protocol::SemanticTokens{});
    reply(protocol::SemanticTokens{made->id, numbers_of(*made->list)});
  });
}

void State::semantic_tokens_delta(protocol::SemanticTokensDeltaParams params,
                                  Reply<protocol::SemanticTokensDeltaResult> reply) {
  TokenListPtr before;
  if (const OpenDocument* open = find(params.textDocument.uri)) {
    for (const TokenAnswer& answer : open->tokens) {
      if (answer.id == params.previousResultId) before = answer.list;
    }
  }
  using Result = protocol::SemanticTokensDeltaResult;
  make_tokens(params.textDocument.uri, reply.cancel(), [reply, before](const TokenAnswer* made) {
    if (reply.cancel().cancelled()) return reply.cancelled();
    if (made == nullptr) return reply(Result{protocol::SemanticTokens{}});
    if (before == nullptr)
      return reply(Result{protocol::SemanticTokens{made->id, numbers_of(*made->list)}});
    protocol::SemanticTokensDelta delta{made->id, {}};
    if (auto edit = token_edit(*before, *made->list)) delta.edits.push_back(std::move(*edit));
    reply(Result{std::move(delta)});
  });
}

}  // namespace pland::server
