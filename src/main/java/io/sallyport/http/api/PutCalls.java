package io.sallyport.http.api;

import io.sallyport.account.Secret;
import io.sallyport.config.Ids;
import io.sallyport.directory.Directory;
import io.sallyport.directory.Kind;
import io.sallyport.rule.Reason;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;
import java.util.function.Supplier;

/** What putting and removing WABAs, clients and targets at run time have in common. */
@Singleton
final class PutCalls {

  private static final String FILE = "file:";

  private final Directory directory;

  PutCalls(Directory directory) {
    this.directory = directory;
  }

  /** Keeps an entry: 201 with what is shown of it when it is new, else 200. */
  Uni<Response> put(Kind kind, String id, Object entry, Supplier<?> shown) {
    return ApiCalls.stored(directory.put(kind, id, entry), ApiCalls.STORE_SILENT)
        .map(isNew -> Response.status(isNew ? 201 : 200).entity(shown.get()).build());
  }

  /** Removes an entry: 204, or what is thrown when there is none. */
  Uni<Response> remove(Kind kind, String id, Supplier<RuntimeException> unknown) {
    return ApiCalls.stored(directory.remove(kind, id), ApiCalls.STORE_SILENT)
        .map(
            wasThere -> {
              if (!wasThere) {
                throw unknown.get();
              }
              return Response.noContent().build();
            });
  }

  /** Secrets are refused while there is nothing to seal them with. */
  void checkSealing(String member) {
    if (!directory.canSeal()) {
      throw ApiCalls.invalid(
          "`"
              + member
              + "` cannot be kept: set sallyport.vault.key to the base64 of 32 random bytes, with"
              + " which it is sealed.");
    }
  }

  /** A file's content is not for everyone who may put a secret. */
  static <T> T readSecret(String member, String secret, Function<String, T> meaning) {
    if (secret.startsWith(FILE)) {
      throw ApiCalls.invalid("`" + member + "` must be the secret itself, not a file of it.");
    }
    try {
      return meaning.apply(secret);
    } catch (Secret.Unusable e) {
      throw ApiCalls.invalid("`" + member + "`: " + e.getMessage() + ".");
    }
  }

  static void checkId(String what, String id) {
    if (!Ids.isId(id)) {
      throw ApiCalls.invalid(
          "`"
              + what
              + "` must be 1 to 64 letters, digits, dashes and underscores, not "
              + id.length()
              + " of others.");
    }
  }

  static void refuseConfigured(boolean isConfigured, String key) {
    if (isConfigured) {
      throw ApiCalls.refused(
          409,
          Reason.INVALID_BODY,
          "It is configured (" + key + "), and the configuration wins: change it there.");
    }
  }

  static WebApplicationException unknown(String what) {
    return ApiCalls.refused(404, Reason.INVALID_BODY, what);
  }
}
