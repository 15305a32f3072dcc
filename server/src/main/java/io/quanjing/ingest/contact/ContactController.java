package io.quanjing.ingest.contact;

import io.quanjing.access.Caller;
import io.quanjing.access.RequiresRole;
import io.quanjing.access.Role;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Contacts of customers: masked for those who work with customers, as they are for administrators who say why. */
@RestController
@RequestMapping("/api/contacts")
class ContactController {

    private final Contacts contacts;

    ContactController(Contacts contacts) {
        this.contacts = contacts;
    }

    /**
     * What is to be told.
     *
     * @param customer the id as the warehouse has it
     * @param reason for what; it goes into the audit log
     */
    record Reveal(
            @NotNull String shop,
            @NotNull String customer,
            @NotNull ContactKind kind,
            @NotNull String reason) {}

    /** The contacts of a customer of a kind. */
    record Revealed(List<String> values) {}

    @RequiresRole(Role.OPERATOR)
    @GetMapping
    List<Contacts.Masked> of(@RequestParam String shop, @RequestParam String customer, Caller caller) {
        return contacts.of(caller, shop, customer);
    }

    @RequiresRole(Role.OPERATOR)
    @GetMapping("/counts")
    List<ContactStore.Count> counts(Caller caller) {
        return contacts.counts(caller);
    }

    /** By POST, so that it stands in no history, and cannot be brought about by a link. */
    @RequiresRole(Role.ADMIN)
    @PostMapping("/reveal")
    Revealed reveal(@Valid @RequestBody Reveal wanted, Caller caller) {
        return new Revealed(contacts.reveal(caller, wanted.shop(), wanted.customer(), wanted.kind(), wanted.reason()));
    }
}
