package io.quanjing.ingest.track;

import io.quanjing.access.Caller;
import io.quanjing.access.RequiresRole;
import io.quanjing.access.Role;
import io.quanjing.access.Shops;
import io.quanjing.ingest.WriteKey;
import io.quanjing.ingest.WriteKeys;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Write keys for the page of the administrator. */
@RestController
@RequestMapping("/api/write-keys")
class WriteKeyController {

    private final WriteKeys keys;
    private final Shops shops;

    WriteKeyController(WriteKeys keys, Shops shops) {
        this.keys = keys;
        this.shops = shops;
    }

    /**
     * What a new key needs.
     *
     * @param shop the shop's id or name
     * @param name what the key is for
     * @param kind what may be sent with it; a server key if absent
     */
    record NewKey(@NotBlank String shop, @NotBlank String name, WriteKey.@Nullable Kind kind) {

        WriteKey.Kind kindOrServer() {
            return kind == null ? WriteKey.Kind.SERVER : kind;
        }
    }

    @RequiresRole(Role.ADMIN)
    @GetMapping
    List<WriteKey> all(Caller caller) {
        return keys.all(caller);
    }

    @RequiresRole(Role.ADMIN)
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    WriteKey create(@Valid @RequestBody NewKey wanted, Caller caller) {
        return keys.create(shops.require(caller, wanted.shop()), wanted.name(), wanted.kindOrServer(), caller);
    }

    @RequiresRole(Role.ADMIN)
    @DeleteMapping("/{key}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable String key, Caller caller) {
        keys.revoke(key, caller);
    }
}
