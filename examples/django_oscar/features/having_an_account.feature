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

  Scenario: A basket is the same wherever its customer is signed in
    Given the shop has 5 "Red mug" in stock
    And Dan is signed in
    When a program puts 3 "Red mug" into the basket of Dan
    Then he sees 3 "Red mug" for £29.70 in his basket
