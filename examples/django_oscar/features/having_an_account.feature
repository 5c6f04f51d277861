Feature: Having an account

  Whoever has an account need not say everything again, and nobody else comes into it.

  Scenario: Registering
    When Ada registers
    Then she is signed in
    And she is thanked by mail

  Scenario: Signing in
    Given Ben has an account
    When Ben signs in
    Then he is signed in

  Scenario: A wrong password is refused
    Given Cleo has an account
    When Cleo tries to sign in with a wrong password
    Then she is told that address or password is wrong, and is not signed in

  Rule: A basket belongs to whoever filled it, and not to a browser

    Background:
      Given the shop has 5 "Red mug" in stock

    Scenario: A basket is the same wherever its customer is signed in
      Given Dan has put 3 "Red mug" into the basket of his account
      When Dan signs in
      Then he sees 3 "Red mug" for £29.70 in his basket

    Scenario: What somebody chose before they signed in stays in their basket
      Given Eve has an account
      And Eve has put 2 "Red mug" into her basket
      When Eve signs in
      Then she sees 2 "Red mug" for £19.80 in her basket

    Scenario: Of what was chosen before and after, the greater number counts
      Given Fay has put 1 "Red mug" into the basket of her account
      And Fay has put 2 "Red mug" into her basket
      When Fay signs in
      Then she sees 2 "Red mug" for £19.80 in her basket
